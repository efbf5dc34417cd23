// The application is being kept; only when that fails is there anything to do.
import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

VisitPage {
    id: screen

    required property SignModel model
    readonly property bool saving: visit.busy === "submit"

    primaryText: saving ? "" : Words.say("kiosk.submit.again")
    title: saving ? "" : Words.say("kiosk.submit.failed")

    onPrimary: model.submitAgain()

    Busy {
        Layout.fillWidth: true
        Layout.topMargin: 20 * Theme.step
        running: screen.saving
        text: Words.say("kiosk.submit.title")
    }
    Notice {
        Layout.fillWidth: true
        text: screen.visit.problem
        tone: "warning"
        visible: text !== ""
    }
}
