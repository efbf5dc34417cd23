// One device as staff read it: what it is, where, what it is used for, how its last try went, and what can be done with it.
//
//   device  a row of the DevicesModel      free  whether something may be asked now      wide  keys side by side
//   signal tried()  given(role)
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import controls

Card {
    id: card

    required property var device
    property bool free: true
    property bool wide: true

    signal tried
    signal given(string role)

    border.color: device.missing ? Theme.warning : Theme.line
    inset: 3 * Theme.step

    RowLayout {
        Layout.fillWidth: true
        spacing: 2 * Theme.step

        Icon {
            Layout.alignment: Qt.AlignTop
            color: Theme.brand
            name: card.device.symbol
            size: 52 * Theme.unit
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.step / 2

            Phrase {
                Layout.fillWidth: true
                strong: true
                text: card.device.name
            }
            Phrase {
                Layout.fillWidth: true
                role: "hint"
                text: card.device.details
            }
            Phrase {
                Layout.fillWidth: true
                quiet: true
                role: "hint"
                text: card.device.address
                wrapMode: Text.WrapAnywhere
            }
            Fact {
                Layout.fillWidth: true
                symbol: card.device.missing ? "triangle-alert" : "search"
                text: card.device.state
            }
            Repeater {
                model: card.device.uses

                Fact {
                    required property string modelData

                    Layout.fillWidth: true
                    symbol: "check"
                    text: modelData
                }
            }
        }
    }
    Notice {
        Layout.fillWidth: true
        text: card.device.report
        tone: card.device.tone
        visible: text !== ""
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 2 * Theme.step
        columns: card.wide ? 2 : 1
        rowSpacing: 2 * Theme.step
        uniformCellWidths: true

        QuietButton {
            Accessible.name: text + ": " + card.device.name
            Layout.columnSpan: card.wide && card.device.offers.length % 2 === 0 ? 2 : 1
            Layout.fillHeight: true
            Layout.fillWidth: true
            enabled: card.free
            objectName: "try"
            symbol: "scan-line"
            text: Words.say("devices.try")

            onClicked: card.tried()
        }
        Repeater {
            model: card.device.offers

            QuietButton {
                required property var modelData

                Accessible.name: text + ": " + card.device.name
                Layout.fillHeight: true
                Layout.fillWidth: true
                enabled: card.free
                objectName: "use-" + modelData.role
                symbol: "check"
                text: modelData.words

                onClicked: card.given(modelData.role)
            }
        }
    }
}
