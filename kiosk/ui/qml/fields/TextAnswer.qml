// One line of text: names, e-mail addresses, identity and registration numbers.
//
//   question, answered(id, value) as in FieldLoader.qml; question.keyboard chooses keyboard and direction
import QtQuick
import QtQuick.Layouts

FieldFrame {
    id: field

    readonly property string keyboard: question.kind === "email" ? "email" : question.keyboard ?? ""
    readonly property bool code: ["digits", "decimal", "phone", "email"].includes(keyboard) || question.kind
                                 === "registration_number"

    TextBox {
        Layout.fillWidth: true
        arabic: field.question.kind === "arabic_name"
        code: field.code
        given: field.question.value ?? ""
        hints: ({
                "digits": Qt.ImhDigitsOnly,
                "decimal": Qt.ImhFormattedNumbersOnly,
                "phone": Qt.ImhDialableCharactersOnly,
                "email": Qt.ImhEmailCharactersOnly,
                "latin": Qt.ImhPreferLatin,
                "en": Qt.ImhPreferLatin
            })[field.keyboard] ?? Qt.ImhNone
        invalid: field.question.problem !== ""
        maximumLength: field.question.maxLength || 120
        name: field.question.label
        secret: field.question.private ?? false
        unit: field.question.unit ?? ""

        onTyped: text => field.answered(field.question.id, text)
    }
}
