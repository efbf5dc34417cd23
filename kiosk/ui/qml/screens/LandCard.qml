// The land that a plan is to show: its facts to compare, several to choose from, or who draws the plan instead.
//
//   land  the model's map      signal chosen(int place)
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import controls

ColumnLayout {
    id: card

    required property var land

    signal chosen(int place)

    spacing: 2 * Theme.step
    visible: land.reach !== ""

    Notice {
        Layout.fillWidth: true
        text: card.land.text
        title: card.land.title
        tone: "info"
        visible: card.land.reach === "office"
    }
    Phrase {
        Layout.fillWidth: true
        role: "hint"
        text: card.land.staff === "" ? "" : Words.say("kiosk.receipt.staff", {
            "problem": card.land.staff
        })
        visible: text !== ""
    }
    Card {
        Layout.fillWidth: true
        objectName: "land"
        title: card.land.title
        visible: card.land.reach === "found" || card.land.reach === "several"

        GridLayout {
            Layout.fillWidth: true
            columnSpacing: 6 * Theme.step
            columns: Theme.textScale < 1.5 ? 2 : 1
            rowSpacing: 2 * Theme.step
            uniformCellWidths: true
            visible: card.land.rows.length > 0

            Repeater {
                model: card.land.rows

                ColumnLayout {
                    id: fact

                    required property var modelData

                    Layout.alignment: Qt.AlignTop
                    Layout.fillWidth: true
                    spacing: 0

                    Phrase {
                        Layout.fillWidth: true
                        role: "hint"
                        text: fact.modelData.label
                    }
                    Phrase {
                        Layout.fillWidth: true
                        role: "button"
                        text: fact.modelData.value
                    }
                }
            }
        }
        Repeater {
            model: card.land.choices

            QuietButton {
                required property int index
                required property string modelData

                Layout.fillWidth: true
                objectName: "land-" + index
                text: modelData

                onClicked: card.chosen(index)
            }
        }
        Phrase {
            Layout.fillWidth: true
            text: card.land.text
            visible: text !== ""
        }
    }
}
