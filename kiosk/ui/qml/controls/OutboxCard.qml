// One packet of the outbox as staff read it: which, whose, since when, why, and the one thing to do.
//
//   number  service  details  condition (its state in a word)  reason      refused  drawn as a warning
//   action  the word on its key, "" for none      signal asked()
import QtQuick
import QtQuick.Layouts

Card {
    id: card

    property string number
    property string service
    property string details
    property string condition
    property string reason
    property string action
    property bool refused: false

    signal asked

    border.color: refused ? Theme.danger : Theme.line
    inset: 3 * Theme.step

    RowLayout {
        Layout.fillWidth: true
        spacing: 2 * Theme.step

        Icon {
            Layout.alignment: Qt.AlignTop
            color: card.refused ? Theme.danger : Theme.warning
            name: card.refused ? "octagon-alert" : "hourglass"
            size: 44 * Theme.unit
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.step / 2

            Phrase {
                Layout.fillWidth: true
                strong: true
                text: card.number + "  ·  " + card.condition
            }
            Phrase {
                Layout.fillWidth: true
                text: card.service
            }
            Phrase {
                Layout.fillWidth: true
                role: "hint"
                text: card.details
            }
            Phrase {
                Layout.fillWidth: true
                role: "hint"
                color: card.refused ? Theme.danger : Theme.ink
                text: card.reason
            }
        }
    }
    QuietButton {
        Accessible.name: text + ": " + card.number
        Layout.fillWidth: true
        objectName: "act"
        symbol: card.refused ? "info" : "rotate-ccw"
        text: card.action
        visible: text !== ""

        onClicked: card.asked()
    }
}
