// The plan that comes with the receipt: that it is being drawn, where it lies, or what became of it.
//
//   model  the receipt's
import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

ColumnLayout {
    id: plan

    required property ReceiptModel model

    spacing: 3 * Theme.step
    visible: model.plan !== ""

    TakeAlong {
        Layout.fillWidth: true
        objectName: "plan-state"
        symbol: plan.model.plan === "printed" ? "file-text" : "printer"
        text: plan.model.plan === "printed" ? Words.say("plan.visit.printed") : plan.model.plan === "failed" ? "" : Words.say(
                                                                                  "plan.visit.drawing")
    }
    Notice {
        Layout.fillWidth: true
        text: plan.model.planUnsure ? Words.say("plan.visit.unsure") : Words.say("plan.visit.failed")
        title: Words.say("plan.visit.failed_title")
        tone: "warning"
        visible: plan.model.plan === "failed"
    }
    QuietButton {
        Layout.fillWidth: true
        objectName: "print-plan-again"
        symbol: "printer"
        text: Words.say("plan.visit.again")
        visible: plan.model.plan === "failed"

        onClicked: plan.model.printPlanAgain()
    }
    Phrase {
        Layout.fillWidth: true
        role: "hint"
        text: plan.model.planProblem === "" ? "" : Words.say("kiosk.receipt.staff", {
            "problem": plan.model.planProblem
        })
        visible: text !== ""
    }
}
