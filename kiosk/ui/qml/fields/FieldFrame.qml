// What every question has around it: its words above, the hint, the answer itself, where it came from, what is wrong.
//
//   question  the map described in FieldLoader.qml      children  the answer's own controls, in a column
//   placeOfProblem()  what to bring into view when the answer was refused
//   bare  the answer's own control says label, hint and problem      signals as in FieldSlot.qml
import QtQuick
import QtQuick.Layouts
import controls

ColumnLayout {
    id: frame

    required property var question
    property bool bare: false
    default property alias content: body.data

    signal answered(string id, var value)
    signal asked(string id, string verb, string value)

    spacing: Theme.step

    function placeOfProblem(): Item {
        return frame;
    }

    Phrase {
        Layout.fillWidth: true
        role: "button"
        text: frame.question.required ? frame.question.label : frame.question.label + " (" + Words.say(
                                            "controls.optional") + ")"
        visible: !frame.bare && frame.question.label !== ""
    }
    Phrase {
        Layout.fillWidth: true
        role: "hint"
        text: frame.question.hint ?? ""
        visible: !frame.bare && text !== ""
    }
    ProblemText {
        Layout.fillWidth: true
        Layout.topMargin: Theme.step / 2
        text: frame.bare ? "" : frame.question.problem ?? ""
    }
    ColumnLayout {
        id: body

        Layout.fillWidth: true
        Layout.topMargin: frame.bare ? 0 : Theme.step / 2
        spacing: 2 * Theme.step
    }
    Fact {
        Layout.fillWidth: true
        symbol: "id-card"
        text: frame.question.machineRead ? Words.say("controls.machine_read") : ""
    }
    Fact {
        Layout.fillWidth: true
        symbol: "landmark"
        text: frame.question.fromRegister ? Words.say("controls.from_register") : ""
    }
}
