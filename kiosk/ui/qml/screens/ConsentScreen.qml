// The purpose notice before the first personal question.
import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

VisitPage {
    id: screen

    required property NeedsModel model

    primaryText: Words.say("kiosk.consent.agree")
    title: Words.say("kiosk.consent.title")

    onPrimary: visit.agree()

    Card {
        Layout.fillWidth: true

        Phrase {
            Layout.fillWidth: true
            text: screen.model.purpose
        }
        Phrase {
            Layout.fillWidth: true
            role: "hint"
            text: Words.say("kiosk.consent.owner", {
                "owner": screen.model.owner
            })
        }
    }
    Repeater {
        model: [["shield-check", "sealed"], ["trash-2", "kept"], ["user", "rights"]]

        RowLayout {
            id: promise

            required property var modelData

            Layout.fillWidth: true
            spacing: 3 * Theme.step

            Icon {
                Layout.alignment: Qt.AlignTop
                color: Theme.brand
                name: promise.modelData[0]
                size: 52 * Theme.unit
            }
            Phrase {
                Layout.fillWidth: true
                text: Words.say("kiosk.consent." + promise.modelData[1])
            }
        }
    }
}
