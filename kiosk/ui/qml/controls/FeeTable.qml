// Money before "pay": the lines with who receives each, then the total; under it, apart, what is paid after the visit.
//
//   rows   [{label, amount, payee, working, refundable, release}], amounts already written out with their currency
//   later  [{title, rows}], a step of the procedure and what it takes
//   total  the sum, written out      totalLabel  "controls.total" by default      totalRole  how large it stands
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

ColumnLayout {
    id: table

    property var rows: []
    property var later: []
    property string total
    property string totalLabel: Words.say("controls.total")
    property string totalRole: "question"

    component Row: ColumnLayout {
        id: line

        required property var modelData
        property string name

        spacing: 0

        FeeLine {
            Layout.fillWidth: true
            amount: line.modelData.amount
            label: line.modelData.label
            note: [line.modelData.payee ? Words.say("controls.paid_to", {
                                                        "payee": line.modelData.payee
                                                    }) : "", line.modelData.release ? Words.say("controls.release", {
                                                                                                    "release":
                                                                                                    line.modelData.release
                                                                                                }) : line.modelData.refundable
                                                                                      ? Words.say(
                                                                                            "controls.refundable") :
                                                                                        ""].filter(part => part).join(
                " · ")
            objectName: line.name
            working: line.modelData.working
        }
        Rectangle {
            Layout.fillWidth: true
            color: Theme.line
            implicitHeight: Theme.hairline
        }
    }

    spacing: 0

    Repeater {
        model: table.rows

        Row {
            required property int index

            Layout.fillWidth: true
            name: "fee-" + index
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
    Phrase {
        Layout.fillWidth: true
        Layout.topMargin: table.rows.length > 0 ? 5 * Theme.step : 0
        strong: true
        text: Words.say("controls.later")
        visible: table.later.length > 0
    }
    Repeater {
        model: table.later

        ColumnLayout {
            id: step

            required property var modelData
            required property int index

            Layout.fillWidth: true
            Layout.topMargin: 2 * Theme.step
            spacing: 0

            Phrase {
                Layout.fillWidth: true
                role: "hint"
                text: step.modelData.title
                visible: text !== ""
            }
            Repeater {
                model: step.modelData.rows

                Row {
                    required property int index

                    Layout.fillWidth: true
                    name: "later-" + step.index + "-" + index
                }
            }
        }
    }
}
