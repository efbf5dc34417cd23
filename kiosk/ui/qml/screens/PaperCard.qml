// One receipt as staff read it: its number, service and time, whether it is on paper, and the key that prints it.
//
//   paper  a row of the PapersModel      free  whether something may be asked now      wide  keys side by side
//   signal asked()  because(reason)
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import controls

Card {
    id: card

    required property var paper
    property bool free: true
    property bool wide: true

    signal asked
    signal because(string reason)

    border.color: paper.owed ? Theme.warning : Theme.line
    inset: 3 * Theme.step

    RowLayout {
        Layout.fillWidth: true
        spacing: 2 * Theme.step

        Icon {
            Layout.alignment: Qt.AlignTop
            color: card.paper.owed ? Theme.warning : Theme.success
            name: card.paper.symbol
            size: 44 * Theme.unit
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.step / 2

            Phrase {
                Layout.fillWidth: true
                strong: true
                text: card.paper.number + "  ·  " + card.paper.state
            }
            Phrase {
                Layout.fillWidth: true
                text: card.paper.service
            }
            Phrase {
                Layout.fillWidth: true
                quiet: true
                role: "hint"
                text: card.paper.time
            }
            Phrase {
                Layout.fillWidth: true
                role: "hint"
                text: card.paper.note
                visible: text !== ""
            }
        }
    }
    QuietButton {
        Accessible.name: text + ": " + card.paper.number
        Layout.fillWidth: true
        enabled: card.free
        objectName: "print"
        symbol: "printer"
        text: card.paper.action

        onClicked: card.asked()
    }
    Phrase {
        Layout.fillWidth: true
        role: "hint"
        text: Words.say("paper.reason.ask")
        visible: reasons.count > 0
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 2 * Theme.step
        columns: card.wide ? 3 : 1
        rowSpacing: 2 * Theme.step
        uniformCellWidths: true
        visible: reasons.count > 0

        Repeater {
            id: reasons

            model: card.paper.reasons

            QuietButton {
                required property var modelData

                Layout.fillHeight: true
                Layout.fillWidth: true
                enabled: card.free
                objectName: "because-" + modelData.reason
                text: modelData.words

                onClicked: card.because(modelData.reason)
            }
        }
    }
}
