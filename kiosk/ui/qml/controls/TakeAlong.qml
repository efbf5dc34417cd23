// Something a person must take with them: a large picture and the words. Hidden while it has no text. symbol  text
import QtQuick
import QtQuick.Layouts

RowLayout {
    id: thing

    property string symbol
    property string text

    spacing: 3 * Theme.step
    visible: text !== ""

    Rectangle {
        Layout.preferredHeight: 128 * Theme.unit * Theme.iconScale
        Layout.preferredWidth: 128 * Theme.unit * Theme.iconScale
        color: Theme.brandTint
        radius: Theme.radius

        Icon {
            anchors.centerIn: parent
            color: Theme.brand
            name: thing.symbol
            size: 80 * Theme.unit
        }
    }
    Phrase {
        Layout.fillWidth: true
        role: "button"
        text: thing.text
    }
}
