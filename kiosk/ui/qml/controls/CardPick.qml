// One of several cards that were seen together, as it lies: whoever sees their own touches it.
//
//   picture  an image's address      text  its name for who hears the screen      signal clicked()
import QtQuick
import QtQuick.Templates as T

T.AbstractButton {
    id: pick

    property string picture

    Accessible.name: text
    Accessible.role: Accessible.Button
    focusPolicy: Qt.TabFocus
    implicitHeight: width * 0.68
    implicitWidth: 40 * Theme.step
    padding: 2 * Theme.step

    background: Rectangle {
        border.color: pick.down ? Theme.brand : Theme.edge
        border.width: (pick.down ? 5 : 2) * Theme.unit
        color: pick.down ? Theme.brandTint : Theme.surface
        radius: Theme.radius

        FocusRing {
            shown: pick.visualFocus
        }
    }
    contentItem: Item {
        // The key has its own shape, whatever the picture's is.
        Image {
            // Otherwise the engine keeps somebody else's card for a while.
            cache: false
            anchors.fill: parent
            fillMode: Image.PreserveAspectFit
            source: pick.picture
            sourceSize: Qt.size(960 * Theme.unit, 660 * Theme.unit)
        }
    }
}
