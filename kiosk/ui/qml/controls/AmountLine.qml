// A word and an amount at the two ends of a line; the amount moves below the word where both do not fit.
//
//   text  amount      grand  for a total      role  of the amount
import QtQuick

Item {
    id: line

    required property string text
    required property string amount
    property bool grand: false
    property string role: grand ? "question" : "body"
    readonly property bool stacked: word.implicitWidth + figure.implicitWidth + 3 * Theme.step > width && figure.implicitWidth > width * 0.4

    Accessible.name: text + " " + amount
    Accessible.role: Accessible.StaticText
    implicitHeight: stacked ? word.height + figure.height : Math.max(word.height, figure.height)

    Phrase {
        id: word

        anchors.left: parent.left
        role: line.grand ? "button" : "body"
        text: line.text
        width: line.stacked ? line.width : line.width - figure.implicitWidth - 3 * Theme.step
    }
    Phrase {
        id: figure

        anchors.right: parent.right
        y: line.stacked ? word.height : word.baselineOffset - baselineOffset
        font.features: ({
                "tnum": 1
            })
        color: line.grand ? Theme.brand : Theme.ink
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.small
        role: line.role
        strong: true
        text: line.amount
        width: Math.min(implicitWidth, line.width)
        wrapMode: Text.NoWrap
    }
}
