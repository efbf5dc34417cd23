// What is wrong with one answer and what to do, beside it. Hidden while there is no text.
//
//   text
import QtQuick
import QtQuick.Layouts

RowLayout {
    id: problem

    property string text

    Accessible.name: text
    Accessible.role: Accessible.AlertMessage
    spacing: 1.5 * Theme.step
    visible: text !== ""

    Icon {
        Layout.alignment: Qt.AlignTop
        color: Theme.danger
        name: "octagon-alert"
        size: 40 * Theme.unit
    }
    Phrase {
        Layout.fillWidth: true
        color: Theme.danger
        role: "hint"
        strong: true
        text: problem.text
    }
}
