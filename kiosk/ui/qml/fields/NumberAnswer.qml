// A whole number, with its unit behind it; opens the digit pad.
//
//   question, answered(id, value) as in FieldLoader.qml      decimal  a point may be typed
import QtQuick
import QtQuick.Layouts
import controls

FieldFrame {
    id: field

    property bool decimal: false

    TextBox {
        Layout.fillWidth: true
        Layout.maximumWidth: 640 * Theme.unit * Math.max(1, Theme.textScale * 0.75)
        code: true
        given: field.question.value ?? ""
        hints: field.decimal ? Qt.ImhFormattedNumbersOnly : Qt.ImhDigitsOnly
        invalid: field.question.problem !== ""
        maximumLength: 24
        name: field.question.label
        secret: field.question.private ?? false
        unit: field.question.unit ?? ""

        onTyped: text => field.answered(field.question.id, Words.asciiDigits(text))
    }
}
