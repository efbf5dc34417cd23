// Money before "pay": the lines with who receives each, then the total.
//
//   rows   [{label, amount, payee, working, refundable}], amounts already written out with their currency
//   total  the sum, written out      totalLabel  "controls.total" by default      totalRole  how large it stands
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

ColumnLayout {
    id: table

    property var rows: []
    property string total
    property string totalLabel: Words.say("controls.total")
    property string totalRole: "question"

    spacing: 0

    Repeater {
        model: table.rows

        ColumnLayout {
            id: line

            required property var modelData
            readonly property string note: [modelData.working, modelData.payee ? Words.say("controls.paid_to", {
                    "payee": modelData.payee
                }) : "", modelData.refundable ? Words.say("controls.refundable") : ""].filter(part => part).join(" · ")

            Layout.fillWidth: true
            spacing: 0

            AmountLine {
                Layout.fillWidth: true
                Layout.topMargin: 2 * Theme.step
                amount: line.modelData.amount
                text: line.modelData.label
            }
            Phrase {
                Layout.bottomMargin: 2 * Theme.step
                Layout.fillWidth: true
                role: "hint"
                text: line.note
                visible: text !== ""
            }
            Rectangle {
                Layout.fillWidth: true
                color: Theme.line
                implicitHeight: Theme.hairline
            }
        }
    }
    AmountLine {
        Layout.fillWidth: true
        Layout.topMargin: 3 * Theme.step
        amount: table.total
        grand: true
        role: table.totalRole
        text: table.totalLabel
        visible: table.total !== ""
    }
}
