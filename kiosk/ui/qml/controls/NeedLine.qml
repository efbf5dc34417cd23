// One thing to know before the visit begins: its symbol, its words, and a quieter note below them.
//
//   symbol  "file-text" by default      text      note ("" for none)
import QtQuick
import QtQuick.Layouts

RowLayout {
    id: need

    property string symbol: "file-text"
    property string text
    property string note

    spacing: 2 * Theme.step
    visible: text !== ""

    Icon {
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: Theme.step / 2
        color: Theme.brand
        name: need.symbol
        size: 44 * Theme.unit
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        Phrase {
            Layout.fillWidth: true
            text: need.text
        }
        Phrase {
            Layout.fillWidth: true
            role: "hint"
            text: need.note
            visible: text !== ""
        }
    }
}
