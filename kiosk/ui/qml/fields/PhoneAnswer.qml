// A telephone number; reads left to right on every page.
//
//   question, answered(id, value) as in FieldLoader.qml
import QtQuick
import QtQuick.Layouts
import controls

FieldFrame {
    id: field

    RowLayout {
        Layout.fillWidth: true
        spacing: 2 * Theme.step

        Icon {
            color: Theme.brand
            name: "phone"
            size: 52 * Theme.unit
        }
        TextBox {
            Layout.fillWidth: true
            Layout.maximumWidth: 640 * Theme.unit * Math.max(1, Theme.textScale * 0.75)
            code: true
            given: field.question.value ?? ""
            hints: Qt.ImhDialableCharactersOnly
            invalid: field.question.problem !== ""
            maximumLength: 20
            name: field.question.label
            secret: field.question.private ?? false

            onTyped: text => field.answered(field.question.id, Words.asciiDigits(text))
        }
        Item {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
        }
    }
}
