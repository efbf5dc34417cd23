// No new applications just now: said in both languages, why, and where to go instead.
import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

VisitPage {
    id: screen

    required property ClosedModel model
    required property string helpPhone

    canGoBack: false
    hint: Words.other("kiosk.closed.title")
    primarySymbol: "house"
    primaryText: Words.say("kiosk.closed.back")
    settle: 0.3
    title: Words.say("kiosk.closed.title")

    onPrimary: visit.back()

    Notice {
        Layout.fillWidth: true
        text: Words.say("kiosk.closed.do")
        title: screen.model.why
        tone: "warning"
    }
    Phrase {
        Layout.fillWidth: true
        strong: true
        text: Words.say("kiosk.closed.call", {
            "phone": "\u2066" + screen.helpPhone + "\u2069"
        })
        visible: screen.helpPhone !== ""
    }
    Phrase {
        Layout.fillWidth: true
        quiet: true
        text: Words.other("kiosk.closed.do")
    }
    Notice {
        Layout.fillWidth: true
        text: Words.say("kiosk.closed.kept")
        tone: "success"
    }
    Notice {
        Layout.fillWidth: true
        objectName: "closed-slip"
        text: Words.say("kiosk.closed.slip")
    }
    Phrase {
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        role: "small"
        text: screen.model.codes
    }
}
