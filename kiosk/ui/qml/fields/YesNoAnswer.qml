// A plain question; answers "yes" or "no".
//
//   question, answered(id, value) as in FieldLoader.qml
import QtQuick
import QtQuick.Layouts
import controls

FieldFrame {
    id: field

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.gap

        ChoiceCard {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            checked: field.question.value === "yes"
            objectName: "option-yes"
            text: Words.say("controls.yes")

            onClicked: field.answered(field.question.id, "yes")
        }
        ChoiceCard {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            checked: field.question.value === "no"
            objectName: "option-no"
            text: Words.say("controls.no")

            onClicked: field.answered(field.question.id, "no")
        }
    }
}
