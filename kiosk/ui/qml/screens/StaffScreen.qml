// Staff mode: what stands in the way, what waits and why, and back to service.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

VisitPage {
    id: screen

    required property StaffModel model
    required property DevicesModel devices
    required property PapersModel papers

    canGoBack: false
    canStartOver: false
    primarySymbol: "log-out"
    primaryText: Words.say("kiosk.staff.leave")
    title: Words.say("kiosk.staff.title")

    onPrimary: model.leave()

    Repeater {
        model: screen.model.conditions

        Notice {
            required property var modelData

            Layout.fillWidth: true
            text: modelData.text
            tone: modelData.tone
        }
    }
    QuietButton {
        Layout.fillWidth: true
        objectName: "staff-clock"
        symbol: "clock"
        text: Words.say("kiosk.staff.clock_right")
        visible: screen.model.clockDoubted

        onClicked: screen.model.confirmClock()
    }
    Card {
        Layout.fillWidth: true

        GridLayout {
            Layout.fillWidth: true
            columnSpacing: 4 * Theme.step
            columns: screen.wide ? 3 : Theme.textScale < 1.5 ? 2 : 1
            rowSpacing: 2 * Theme.step
            uniformCellWidths: true

            Repeater {
                model: screen.model.facts

                ColumnLayout {
                    id: fact

                    required property var modelData

                    Layout.alignment: Qt.AlignTop
                    Layout.fillWidth: true
                    spacing: 0

                    Phrase {
                        Layout.fillWidth: true
                        role: "hint"
                        text: fact.modelData.label
                    }
                    Phrase {
                        Layout.fillWidth: true
                        strong: true
                        text: fact.modelData.value
                    }
                }
            }
        }
        GridLayout {
            Layout.fillWidth: true
            columnSpacing: 2 * Theme.step
            columns: screen.wide ? 4 : Theme.textScale < 1.5 ? 2 : 1
            rowSpacing: 2 * Theme.step
            uniformCellWidths: true

            QuietButton {
                Layout.fillHeight: true
                Layout.fillWidth: true
                objectName: "staff-look"
                symbol: "search"
                text: Words.say("kiosk.staff.look")

                onClicked: screen.model.look()
            }
            QuietButton {
                Layout.fillHeight: true
                Layout.fillWidth: true
                enabled: screen.model.canSendAll
                objectName: "staff-send-all"
                symbol: "rotate-ccw"
                text: Words.say("kiosk.staff.send_all")

                onClicked: screen.model.sendAll()
            }
            QuietButton {
                Layout.fillHeight: true
                Layout.fillWidth: true
                objectName: "staff-devices"
                symbol: "scan-line"
                text: Words.say("devices.title")
                visible: screen.devices.possible

                onClicked: screen.devices.show()
            }
            QuietButton {
                Layout.fillHeight: true
                Layout.fillWidth: true
                objectName: "staff-papers"
                symbol: "receipt-text"
                text: screen.papers.label
                visible: screen.papers.possible

                onClicked: screen.papers.show()
            }
        }
    }
    Card {
        Layout.fillWidth: true
        visible: screen.model.stick !== ""

        Phrase {
            Layout.fillWidth: true
            strong: true
            text: screen.model.stick
        }
        Notice {
            Layout.fillWidth: true
            text: screen.model.carried
            tone: screen.model.carriedTone
            visible: text !== ""
        }
        GridLayout {
            Layout.fillWidth: true
            columnSpacing: 2 * Theme.step
            columns: Theme.textScale < 1.5 ? 2 : 1
            rowSpacing: 2 * Theme.step
            uniformCellWidths: true

            QuietButton {
                Layout.fillHeight: true
                Layout.fillWidth: true
                objectName: "staff-carry-out"
                symbol: "arrow-down-to-line"
                text: Words.say("carry.out")

                onClicked: screen.model.carryOut()
            }
            QuietButton {
                Layout.fillHeight: true
                Layout.fillWidth: true
                objectName: "staff-carry-home"
                symbol: "file-check"
                text: Words.say("carry.home")

                onClicked: screen.model.carryHome()
            }
        }
    }
    Phrase {
        Accessible.name: text
        Accessible.role: Accessible.Heading
        Layout.fillWidth: true
        role: "question"
        text: screen.model.headline
    }
    Repeater {
        model: screen.model.rows

        OutboxCard {
            required property var modelData

            Layout.fillWidth: true
            action: modelData.action
            condition: modelData.state
            details: modelData.details
            number: modelData.number
            objectName: "staff-row-" + modelData.id
            reason: modelData.supervisor === "" ? modelData.reason : modelData.reason + " " + modelData.supervisor
            refused: modelData.refused
            service: modelData.service

            onAsked: screen.model.act(modelData.id)
        }
    }
    Phrase {
        Layout.fillWidth: true
        quiet: true
        text: screen.model.more
        visible: text !== ""
    }
}
