// The sign on a picture that something is wrong there: seen on any ground, with its number where there are several.
//
//   number  "" for none
import QtQuick

Rectangle {
    id: mark

    property string number

    border.color: Theme.surface
    border.width: 3 * Theme.unit
    color: Theme.danger
    implicitHeight: 56 * Theme.unit
    implicitWidth: row.implicitWidth + 2 * Theme.step
    radius: height / 2

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.step / 2

        Icon {
            color: Theme.surface
            fixed: true
            name: "octagon-alert"
            size: 40 * Theme.unit
        }
        Phrase {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.surface
            font.pixelSize: 30 * Theme.unit
            strong: true
            text: mark.number
            visible: text !== ""
        }
    }
}
