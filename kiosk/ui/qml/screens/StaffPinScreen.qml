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

    PinDesk {
        Layout.fillWidth: true
        model: screen.model
        wide: screen.wide

        onLeave: screen.model.leave()
    }
}
