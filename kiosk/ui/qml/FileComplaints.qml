// What is wrong with a service file that is being written, over the form that it will make again once it is mended.
//
//   complaints  list of {place, sentence}
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import controls

Rectangle {
    id: sheet

    property var complaints: []

    LayoutMirroring.childrenInherit: true
    LayoutMirroring.enabled: false
    anchors.fill: parent
    color: Theme.paper

    // Nothing of the form behind can be touched.
    MouseArea {
        anchors.fill: parent
    }
    ScrollPane {
        anchors.fill: parent
        anchors.topMargin: Theme.margin

        Notice {
            Layout.fillWidth: true
            text: Words.say("preview.line")
            title: Words.say("preview.title", {
                "count": sheet.complaints.length
            })
            tone: "danger"
        }
        Repeater {
            model: sheet.complaints

            ColumnLayout {
                id: complaint

                required property var modelData

                Layout.fillWidth: true
                spacing: Theme.step / 2

                Phrase {
                    Layout.fillWidth: true
                    role: "small"
                    strong: true
                    text: complaint.modelData.place
                }
                Phrase {
                    Layout.fillWidth: true
                    text: complaint.modelData.sentence
                }
            }
        }
    }
}
