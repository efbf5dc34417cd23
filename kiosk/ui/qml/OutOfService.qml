// The station could not be opened: said plainly in both languages, with a small code for staff.
import QtQuick
import QtQuick.Layouts
import QtQuick.Window
import Shubbak
import controls

Window {
    id: window

    required property string arabicTitle
    required property string arabicLine
    required property string englishTitle
    required property string englishLine
    required property string code

    color: Theme.paper
    title: "Shubbak"

    onHeightChanged: Look.unit = Math.min(width, height) / 1080
    onWidthChanged: Look.unit = Math.min(width, height) / 1080

    StarPattern {
        anchors.fill: parent
    }
    ColumnLayout {
        anchors.centerIn: parent
        spacing: 4 * Theme.step
        width: Math.min(parent.width - 2 * Theme.margin, 960 * Theme.unit)

        Icon {
            Layout.alignment: Qt.AlignHCenter
            color: Theme.brand
            name: "construction"
            size: 160 * Theme.unit
        }
        Repeater {
            model: [[window.arabicTitle, "title"], [window.arabicLine, "body"], [window.englishTitle, "title"], [window.englishLine,
                    "body"], [window.code, "small"]]

            Phrase {
                required property var modelData

                Layout.fillWidth: true
                horizontalAlignment: Text.AlignHCenter
                role: modelData[1]
                text: modelData[0]
            }
        }
    }
}
