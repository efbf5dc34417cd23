// A figure that follows from the answers: shown, never typed.
//
//   question.shown  the figure in words
import QtQuick
import QtQuick.Layouts
import controls

FieldFrame {
    id: field

    bare: true

    Rectangle {
        Layout.fillWidth: true
        color: Theme.brandTint
        implicitHeight: column.implicitHeight + 5 * Theme.step
        radius: Theme.radius

        ColumnLayout {
            id: column

            anchors.left: parent.left
            anchors.leftMargin: 3 * Theme.step
            anchors.right: parent.right
            anchors.rightMargin: 3 * Theme.step
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.step / 2

            AmountLine {
                Layout.fillWidth: true
                amount: field.question.shown ?? ""
                role: "button"
                text: field.question.label
            }
            Phrase {
                Layout.fillWidth: true
                role: "hint"
                text: field.question.hint ?? ""
                visible: text !== ""
            }
        }
    }
}
