// The staff's PIN: a dot for each digit, and no word of whose it might be.
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
    note: model.problem
    primaryEnabled: model.count > 0 && !model.checking
    primarySymbol: "check"
    primaryText: Words.say("kiosk.staff.enter")
    settle: 0.35
    title: Words.say("kiosk.staff.pin_title")

    onPrimary: model.enter()

    Item {
        Layout.fillWidth: true
        Layout.preferredHeight: 64 * Theme.unit

        Busy {
            anchors.centerIn: parent
            running: screen.model.checking
            text: Words.say("kiosk.staff.checking")
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

        Layout.alignment: Qt.AlignHCenter
        Layout.maximumWidth: 560 * Theme.unit
        Layout.preferredWidth: 560 * Theme.unit

        onDigit: sign => screen.model.press(sign)
        onErase: screen.model.erase()
    }
    QuietButton {
        Layout.alignment: Qt.AlignHCenter
        objectName: "staff-leave"
        symbol: "log-out"
        text: Words.say("kiosk.staff.leave")

        onClicked: screen.model.leave()
    }
}
