// A small fact with its symbol, such as what a service costs or how long it takes. Hidden while it has no text.
//
//   symbol  text
import QtQuick
import QtQuick.Layouts

RowLayout {
    id: fact

    required property string symbol
    required property string text

    spacing: Theme.step
    visible: text !== ""

    Icon {
        Layout.alignment: Qt.AlignVCenter
        color: Theme.brand
        name: fact.symbol
        size: 36 * Theme.unit
    }
    Phrase {
        Layout.fillWidth: true
        color: Theme.ink
        role: "hint"
        strong: true
        text: fact.text
    }
}
