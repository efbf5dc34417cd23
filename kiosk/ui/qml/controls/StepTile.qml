// One of the steps that the first screen promises: its place, a picture, and two or three words.
//
//   place  number      symbol      text
import QtQuick
import QtQuick.Layouts

Rectangle {
    id: tile

    property int place
    property string symbol
    property string text

    Accessible.name: text
    Accessible.role: Accessible.StaticText
    border.color: Theme.line
    border.width: Theme.hairline
    color: Theme.surface
    implicitHeight: column.implicitHeight + 6 * Theme.step
    radius: Theme.radius

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.margins: 2 * Theme.step
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 2 * Theme.step

        Icon {
            Layout.alignment: Qt.AlignHCenter
            color: Theme.brand
            name: tile.symbol
            size: 112 * Theme.unit
        }
        Phrase {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.ink
            horizontalAlignment: Text.AlignHCenter
            strong: true
            text: tile.text
        }
    }
    Rectangle {
        anchors.left: parent.left
        anchors.margins: 2 * Theme.step
        anchors.top: parent.top
        border.color: Theme.brand
        border.width: Theme.highContrast ? Theme.hairline : 0
        color: Theme.brandTint
        height: number.implicitHeight
        radius: height / 2
        width: height

        Phrase {
            id: number

            Accessible.ignored: true
            anchors.centerIn: parent
            color: Theme.brand
            role: "hint"
            strong: true
            text: tile.place
        }
    }
}
