// A person's name in its parts, and in Latin letters: a spelling is offered and never filled in by itself.
//
//   question, answered(id, value) as in FieldLoader.qml; question.offered is the Latin spelling to offer
import QtQuick
import QtQuick.Layouts
import controls

RecordAnswer {
    id: field

    readonly property string offered: question.offered ?? ""

    QuietButton {
        Layout.fillWidth: true
        objectName: "use-offered"
        symbol: "check"
        text: Words.say("controls.name_offer", {
            "name": "\u2066" + field.offered + "\u2069"
        })
        visible: field.offered !== "" && field.offered !== (field.given.latin ?? "")

        onClicked: field.put("latin", field.offered)
    }
    Phrase {
        Layout.fillWidth: true
        role: "hint"
        text: Words.say("controls.name_offer_hint")
        visible: field.offered !== "" && field.offered !== (field.given.latin ?? "")
    }
}
