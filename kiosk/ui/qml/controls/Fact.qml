// A small fact with its symbol, such as what a service costs or how long it takes. Hidden while it has no text.
//
//   symbol  text
import QtQuick

Row {
    id: fact

    required property string symbol
    required property string text

    spacing: Theme.step
    visible: text !== ""

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.brand
        name: fact.symbol
        size: 36 * Theme.unit
    }
    Phrase {
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.ink
        role: "hint"
        strong: true
        text: fact.text
    }
}
