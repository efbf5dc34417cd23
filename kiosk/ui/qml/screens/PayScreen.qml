// Lines, total, who receives what, then pay; while the terminal works nothing else is offered.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

VisitPage {
    id: screen

    required property PaymentModel model
    readonly property bool paying: visit.busy === "payment"
    readonly property bool unknown: model.state === "unknown" && !paying
    readonly property bool single: model.methods.length === 1

    primarySymbol: unknown ? "rotate-ccw" : single ? model.methods[0].icon : ""
    primaryText: paying ? "" : unknown ? Words.say("kiosk.pay.ask_again") : single ? model.methods[0].name : ""
    settle: 0.25
    title: unknown ? Words.say("kiosk.pay.unknown_title") : paying ? "" : Words.say("kiosk.pay.title")

    onPayingChanged: pane.toTop()
    onPrimary: unknown ? model.askAgain() : model.pay(model.methods[0].id)

    Notice {
        Layout.fillWidth: true
        text: screen.unknown ? Words.say("kiosk.pay.unknown_line") : screen.visit.problem
        tone: "warning"
        visible: text !== ""
    }
    Busy {
        Layout.fillWidth: true
        running: screen.paying
        text: Words.say("kiosk.pay.waiting")
    }
    TerminalDrawing {
        Layout.fillWidth: true
        amount: screen.model.total
        visible: screen.paying
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 4 * Theme.step
        columns: screen.wide ? 2 : 1
        rowSpacing: 4 * Theme.step
        uniformCellWidths: true
        visible: !screen.paying

        Card {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true

            FeeTable {
                Layout.fillWidth: true
                rows: screen.model.fees
                total: screen.model.total
                totalRole: "title"
            }
        }
        Card {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            title: Words.say("kiosk.pay.who")

            Repeater {
                model: screen.model.payees

                AmountLine {
                    required property var modelData

                    Layout.fillWidth: true
                    amount: modelData.amount
                    text: modelData.name
                }
            }
        }
    }
    Repeater {
        model: screen.single || screen.paying || screen.unknown ? [] : screen.model.methods

        ChoiceCard {
            required property var modelData

            Layout.fillWidth: true
            objectName: "pay-" + modelData.id
            symbol: modelData.icon
            text: modelData.name

            onClicked: screen.model.pay(modelData.id)
        }
    }
}
