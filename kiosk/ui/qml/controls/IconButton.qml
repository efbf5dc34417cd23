// A symbol to press, 96 px square; `name` is what a screen reader says and is not shown.
//
//   symbol  name      checked (shows a bar under the symbol)      directional      outlined      signal clicked()
import QtQuick
import QtQuick.Templates as T

T.AbstractButton {
    id: button

    required property string symbol
    required property string name
    property bool directional: false
    property bool outlined: true
    readonly property color face: enabled ? Theme.brand : Theme.muted

    Accessible.name: name
    focusPolicy: Qt.TabFocus
    implicitHeight: Theme.target
    implicitWidth: Theme.target

    background: Rectangle {
        border.color: Theme.edge
        border.width: button.outlined ? Theme.hairline : 0
        color: button.down || button.checked ? Theme.brandTint : button.outlined ? Theme.surface : "transparent"
        radius: Theme.radius

        Rectangle {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.step
            anchors.horizontalCenter: parent.horizontalCenter
            color: Theme.brand
            height: Theme.step / 2
            radius: height / 2
            visible: button.checked
            width: 40 * Theme.unit
        }
        FocusRing {
            shown: button.visualFocus
        }
    }
    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            color: button.face
            directional: button.directional
            fixed: true
            name: button.symbol
        }
    }
}
