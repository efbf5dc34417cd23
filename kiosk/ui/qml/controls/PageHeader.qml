// What a page asks, and one line that helps.
//
//   title  hint      role  "title" (default) | "question"
import QtQuick
import QtQuick.Layouts

ColumnLayout {
    id: header

    property string title
    property string hint
    property string role: "title"

    spacing: Theme.step

    Phrase {
        Accessible.name: text
        Accessible.role: Accessible.Heading
        Layout.fillWidth: true
        role: header.role
        text: header.title
    }
    Phrase {
        Layout.fillWidth: true
        quiet: true
        role: "body"
        text: header.hint
        visible: text !== ""
    }
}
