// Money before "pay": the lines with who receives each, then the total.
//
//   rows   [{label, amount, payee, working, refundable, release}], amounts already written out with their currency
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
            required property int index

            Layout.fillWidth: true
            spacing: 0

            FeeLine {
                Layout.fillWidth: true
                amount: line.modelData.amount
                label: line.modelData.label
                note: [line.modelData.payee ? Words.say("controls.paid_to", {
                        "payee": line.modelData.payee
                    }) : "", line.modelData.release ? Words.say("controls.release", {
                        "release": line.modelData.release
                    }) : line.modelData.refundable ? Words.say("controls.refundable") : ""].filter(part => part).join(" · ")
                objectName: "fee-" + line.index
                working: line.modelData.working
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
