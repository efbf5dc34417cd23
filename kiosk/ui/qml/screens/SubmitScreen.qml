// The application is being kept; only when that fails is there anything to do.
import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

VisitPage {
    id: screen

    required property SignModel model
    readonly property bool saving: visit.busy === "submit"

    primarySymbol: "rotate-ccw"
    primaryText: saving ? "" : Words.say("kiosk.submit.again")
    settle: 0.35
    title: saving ? "" : Words.say("kiosk.submit.failed")

    onPrimary: model.submitAgain()

    Busy {
        Layout.fillWidth: true
        running: screen.saving
        text: Words.say("kiosk.submit.title")
    }
    Notice {
        Layout.fillWidth: true
        text: screen.visit.problem
        tone: "warning"
        visible: text !== ""
    }
    Notice {
        Layout.fillWidth: true
        text: screen.model.paid && !screen.saving ? Words.say("kiosk.submit.paid") : ""
        visible: text !== ""
    }
}
