// The staff's PIN and card: a dot for each digit, and no word of whose they might be.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

VisitPage {
    id: screen

    required property StaffPinModel model

    canGoBack: false
    canStartOver: false
    note: wide ? "" : model.problem
    primaryEnabled: model.count > 0 && !model.checking
    primarySymbol: "check"
    primaryText: Words.say("kiosk.staff.enter")
    settle: 0.35
    title: Words.say("kiosk.staff.pin_title")

    onPrimary: model.enter()

    // On a wide screen the card stands beside the pad: below it, it would be out of sight.
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 8 * Theme.step
        columns: screen.wide ? 2 : 1
        rowSpacing: 3 * Theme.step

        ColumnLayout {
            Layout.alignment: Qt.AlignHCenter
            Layout.fillWidth: false
            spacing: 3 * Theme.step

            Item {
                Layout.fillWidth: true
                Layout.preferredHeight: 64 * Theme.unit

                Busy {
                    anchors.centerIn: parent
                    running: screen.model.checking
                    text: Words.say(screen.model.scanning ? "kiosk.staff.card_reading" : "kiosk.staff.checking")
                    visible: running
                }
                Row {
                    Accessible.name: Words.say("kiosk.staff.digits", {
                        "count": screen.model.count
                    })
                    Accessible.role: Accessible.StaticText
                    anchors.centerIn: parent
                    spacing: 2 * Theme.step
                    visible: !screen.model.checking

                    Repeater {
                        model: screen.model.count

                        Rectangle {
                            color: Theme.ink
                            height: 28 * Theme.unit
                            radius: height / 2
                            width: height
                        }
                    }
                }
                Rectangle {
                    anchors.bottom: parent.bottom
                    anchors.horizontalCenter: parent.horizontalCenter
                    color: Theme.edge
                    height: Theme.hairline
                    width: pad.width
                }
            }
            NumberPad {
                id: pad

                Layout.maximumWidth: 560 * Theme.unit
                Layout.preferredWidth: 560 * Theme.unit

                onDigit: sign => screen.model.press(sign)
                onErase: screen.model.erase()
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            // Two buttons alone would not take the room that they stand in the middle of.
            Layout.maximumWidth: Number.POSITIVE_INFINITY
            spacing: 3 * Theme.step

            Notice {
                Layout.fillWidth: true
                text: screen.model.problem
                tone: "danger"
                visible: screen.wide && text !== ""
            }
            Notice {
                Layout.fillWidth: true
                text: Words.say("kiosk.staff.card_shown")
                tone: "success"
                visible: screen.model.cardShown
            }
            QuietButton {
                Layout.alignment: Qt.AlignHCenter
                enabled: !screen.model.checking
                objectName: "staff-card"
                symbol: "id-card"
                text: Words.say("kiosk.staff.card")
                visible: !screen.model.cardShown

                onClicked: screen.model.scanCard()
            }
            QuietButton {
                Layout.alignment: Qt.AlignHCenter
                objectName: "staff-leave"
                symbol: "log-out"
                text: Words.say("kiosk.staff.leave")

                onClicked: screen.model.leave()
            }
        }
    }
}
