// The applicant's signature, drawn with a finger.
import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

VisitPage {
    id: screen

    required property SignModel model

    primaryEnabled: !box.empty
    primaryText: Words.say("kiosk.sign.done")
    hint: Words.say("kiosk.sign.hint")
    settle: 0.35
    title: Words.say("kiosk.sign.title")

    onPrimary: model.sign(box.strokes)

    SignatureBox {
        id: box

        Layout.alignment: Qt.AlignHCenter
        Layout.fillWidth: true
        Layout.maximumWidth: (screen.wide ? 900 : 1080) * Theme.unit
    }
    ProblemText {
        Layout.fillWidth: true
        text: screen.model.problem
    }
    Connections {
        function onWiped() {
            box.clear();
        }

        target: screen.visit
    }
}
