// Something to know before going on; nothing is asked.
//
//   question.label  its heading      question.hint  its text
import QtQuick
import QtQuick.Layouts
import controls

FieldFrame {
    id: field

    bare: true

    Notice {
        Layout.fillWidth: true
        text: field.question.hint ?? ""
        title: field.question.label
    }
}
