// Before the first question: what you get, what you need, what it costs, how long it takes, who may apply.
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

    Card {
        Layout.fillWidth: true
        title: Words.say("kiosk.needs.documents")

        Fact {
            Layout.fillWidth: true
            symbol: "id-card"
            text: screen.model.identify ? Words.say("kiosk.needs.identity") : ""
        }
        Repeater {
            model: screen.model.documents

            NeededDocument {
                required property var modelData

                Layout.fillWidth: true
                alternatives: modelData.alternatives
                name: modelData.name
                required: modelData.required
            }
        }
        Fact {
            Layout.fillWidth: true
            symbol: "circle-check"
            text: screen.model.documents.length === 0 && !screen.model.identify ? Words.say("kiosk.needs.no_documents") :
                ""
        }
    }
    Card {
        Layout.fillWidth: true
        title: Words.say("kiosk.needs.cost")

        FeeTable {
            Layout.fillWidth: true
            rows: screen.model.fees
            total: screen.model.fees.length > 0 ? screen.model.total : ""
            visible: screen.model.fees.length > 0
        }
        Phrase {
            Layout.fillWidth: true
            strong: true
            text: screen.model.total === "" ? Words.say("kiosk.needs.free") : ""
            visible: text !== ""
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

        Fact {
            Layout.fillWidth: true
            symbol: "clock"
            text: screen.model.duration
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
