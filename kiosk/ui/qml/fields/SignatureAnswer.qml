// Somebody's signature in the middle of the questions; one that was given before is drawn again.
//
//   question, answered(id, value) as in FieldLoader.qml; the value is strokes as SignatureBox has them
import QtQuick
import QtQuick.Layouts
import controls

FieldFrame {
    id: field

    SignatureBox {
        id: box

        Layout.fillWidth: true
        Layout.maximumWidth: 1080 * Theme.unit
        name: field.question.label

        Component.onCompleted: show(field.question.value || [])
        onSigned: field.answered(field.question.id, strokes)
    }
}
