// The questions of one page below one another.
//
//   model      a list model with the role `question` (rows that change stay, so the focus does too)
//   questions  or a plain list of question maps; fields stay while their number does
//   signals as in FieldSlot.qml
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import controls

ColumnLayout {
    id: list

    property var model: null
    property var questions: []

    signal answered(string id, var value)
    signal asked(string id, string verb, string value)

    spacing: 6 * Theme.step

    Repeater {
        model: list.model

        FieldLoader {
            Layout.fillWidth: true

            onAnswered: (id, value) => list.answered(id, value)
            onAsked: (id, verb, value) => list.asked(id, verb, value)
        }
    }
    Repeater {
        model: list.questions.length

        FieldLoader {
            required property int index

            Layout.fillWidth: true
            question: list.questions[index]

            onAnswered: (id, value) => list.answered(id, value)
            onAsked: (id, verb, value) => list.asked(id, verb, value)
        }
    }
}
