// Everything once more, each part with its way back; then the cost.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

VisitPage {
    id: screen

    required property ReviewModel model

    primaryText: model.action
    hint: Words.say("kiosk.review.hint")
    title: Words.say("kiosk.review.title")

    onPrimary: visit.next()

    Notice {
        Layout.fillWidth: true
        text: screen.visit.problem
        tone: "warning"
        visible: text !== ""
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 4 * Theme.step
        columns: screen.wide ? 2 : 1
        rowSpacing: 4 * Theme.step
        uniformCellWidths: true

        Repeater {
            model: screen.model.sections

            Card {
                id: section

                required property var modelData

                Layout.fillHeight: true
                Layout.fillWidth: true

                RowLayout {
                    Layout.fillWidth: true
                    spacing: 2 * Theme.step

                    Phrase {
                        Layout.fillWidth: true
                        color: Theme.brand
                        role: "button"
                        text: section.modelData.title
                    }
                    QuietButton {
                        Accessible.name: text + ": " + section.modelData.title
                        objectName: "edit-" + section.modelData.target
                        symbol: "pencil"
                        text: Words.say("kiosk.review.edit")

                        onClicked: screen.model.edit(section.modelData.target)
                    }
                }
                Repeater {
                    id: rows

                    model: section.modelData.rows

                    KeyValueRow {
                        required property var modelData
                        required property int index

                        Layout.fillWidth: true
                        label: modelData.label
                        last: index === rows.count - 1
                        value: modelData.value === "" ? Words.say("kiosk.review.empty") : modelData.value
                    }
                }
            }
        }
        Card {
            Layout.fillHeight: true
            Layout.fillWidth: true
            title: Words.say("kiosk.needs.cost")

            Phrase {
                Layout.fillWidth: true
                strong: true
                text: screen.model.paysNothing
                visible: text !== ""
            }
            FeeTable {
                Layout.fillWidth: true
                later: screen.model.later
                rows: screen.model.fees
                total: screen.model.total
                visible: screen.model.total !== "" || screen.model.later.length > 0
            }
        }
    }
}
