// Before the first question: what you get, what it costs, how long it takes, what you need, who may apply.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

VisitPage {
    id: screen

    required property NeedsModel model

    primaryText: Words.say("kiosk.needs.start")
    hint: model.summary
    title: model.name

    onPrimary: visit.next()

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 4 * Theme.step
        columns: screen.wide ? 2 : 1
        rowSpacing: 4 * Theme.step
        uniformCellWidths: true

        ColumnLayout {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            spacing: 4 * Theme.step

            Card {
                Layout.fillWidth: true
                title: Words.say("kiosk.needs.cost")

                NeedLine {
                    Layout.fillWidth: true
                    symbol: "circle-check"
                    text: screen.model.paysNothing
                }
                FeeTable {
                    Layout.fillWidth: true
                    later: screen.model.later
                    rows: screen.model.fees
                    total: screen.model.total
                    visible: screen.model.fees.length + screen.model.later.length > 0
                }
                Phrase {
                    Layout.fillWidth: true
                    role: "hint"
                    text: screen.model.feeDepends ? Words.say("kiosk.needs.from") : ""
                    visible: text !== ""
                }
            }
            Card {
                Layout.fillWidth: true
                title: Words.say("kiosk.needs.duration")

                NeedLine {
                    Layout.fillWidth: true
                    symbol: "clock"
                    text: screen.model.duration
                }
            }
        }
        ColumnLayout {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            spacing: 4 * Theme.step

            Card {
                Layout.fillWidth: true
                title: Words.say("kiosk.needs.documents")

                NeedLine {
                    Layout.fillWidth: true
                    symbol: "id-card"
                    text: screen.model.identify ? Words.say("kiosk.needs.identity") : ""
                }
                Repeater {
                    model: screen.model.documents

                    NeedLine {
                        required property var modelData

                        Layout.fillWidth: true
                        note: modelData.note
                        text: modelData.name
                    }
                }
                NeedLine {
                    Layout.fillWidth: true
                    symbol: "circle-check"
                    text: screen.model.documents.length === 0 && !screen.model.identify ? Words.say(
                                                                                            "kiosk.needs.no_documents") :
                        ""
                }
            }
            Card {
                Layout.fillWidth: true
                title: Words.say("kiosk.needs.conditions")
                visible: screen.model.conditions.length > 0

                Repeater {
                    model: screen.model.conditions

                    BulletLine {
                        required property string modelData

                        Layout.fillWidth: true
                        text: modelData
                    }
                }
            }
        }
    }
}
