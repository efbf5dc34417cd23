// What every question has around it: its words above, the hint, the answer itself, where it came from, what is wrong.
//
//   question  the map described in FieldLoader.qml      children  the answer's own controls, in a column
import QtQuick
import QtQuick.Layouts
import controls

ColumnLayout {
    id: frame

    required property var question
    default property alias content: body.data

    spacing: Theme.step

    Phrase {
        Layout.fillWidth: true
        role: "button"
        text: frame.question.required ? frame.question.label : frame.question.label + " (" + Words.say(
                                            "controls.optional") + ")"
        visible: frame.question.label !== ""
    }
    Phrase {
        Layout.fillWidth: true
        role: "hint"
        text: frame.question.hint ?? ""
        visible: text !== ""
    }
    ProblemText {
        Layout.fillWidth: true
        Layout.topMargin: Theme.step / 2
        text: frame.question.problem ?? ""
    }
    ColumnLayout {
        id: body

        Layout.fillWidth: true
        Layout.topMargin: Theme.step / 2
        spacing: 2 * Theme.step
    }
    Fact {
        Layout.fillWidth: true
        symbol: "id-card"
        text: frame.question.machineRead ? Words.say("controls.machine_read") : ""
    }
}
