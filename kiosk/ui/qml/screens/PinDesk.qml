// Where staff enter a PIN or show a card: a dot for each digit, and no word of whose they might be.
//
//   model      wide  the card stands beside the pad: below it, it would be out of sight      signal leave()
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

GridLayout {
    id: desk

    required property StaffPinModel model
    required property bool wide

    signal leave

    columnSpacing: 8 * Theme.step
    columns: desk.wide ? 2 : 1
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
                running: desk.model.checking
                text: Words.say(desk.model.scanning ? "kiosk.staff.card_reading" : "kiosk.staff.checking")
                visible: running
            }
            Row {
                Accessible.name: Words.say("kiosk.staff.digits", {
                    "count": desk.model.count
                })
                Accessible.role: Accessible.StaticText
                anchors.centerIn: parent
                spacing: 2 * Theme.step
                visible: !desk.model.checking

                Repeater {
                    model: desk.model.count

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

            onDigit: sign => desk.model.press(sign)
            onErase: desk.model.erase()
        }
    }
    ColumnLayout {
        Layout.fillWidth: true
        // Two buttons alone would not take the room that they stand in the middle of.
        Layout.maximumWidth: Number.POSITIVE_INFINITY
        spacing: 3 * Theme.step

        Notice {
            Layout.fillWidth: true
            text: desk.model.problem
            tone: "danger"
            visible: desk.wide && text !== ""
        }
        Notice {
            Layout.fillWidth: true
            text: Words.say("kiosk.staff.card_shown")
            tone: "success"
            visible: desk.model.cardShown
        }
        QuietButton {
            Layout.alignment: Qt.AlignHCenter
            enabled: !desk.model.checking
            objectName: "staff-card"
            symbol: "id-card"
            text: Words.say("kiosk.staff.card")
            visible: !desk.model.cardShown

            onClicked: desk.model.scanCard()
        }
        QuietButton {
            Layout.alignment: Qt.AlignHCenter
            objectName: "staff-leave"
            symbol: "log-out"
            text: Words.say("kiosk.staff.leave")

            onClicked: desk.leave()
        }
    }
}
