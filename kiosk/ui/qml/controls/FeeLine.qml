// One line of money; a touch opens and closes why it is this amount.
//
//   label  amount  note  below them      working  why this amount, "" for a line that cannot be opened
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

T.AbstractButton {
    id: line

    required property string label
    required property string amount
    property string note
    property string working
    property bool open: false

    Accessible.description: open ? working : ""
    Accessible.name: [label, amount, note, working === "" ? "" : Words.say("controls.why")].filter(part => part).join(". ")
    enabled: working !== ""
    focusPolicy: Qt.TabFocus
    implicitHeight: Math.max(Theme.target, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    topPadding: 2 * Theme.step
    bottomPadding: 2 * Theme.step

    onClicked: open = !open

    background: Rectangle {
        color: line.down ? Theme.brandTint : "transparent"
        radius: Theme.radius

        FocusRing {
            shown: line.visualFocus
        }
    }
    contentItem: ColumnLayout {
        spacing: Theme.step

        AmountLine {
            Accessible.ignored: true
            Layout.fillWidth: true
            amount: line.amount
            text: line.label
        }
        Phrase {
            Accessible.ignored: true
            Layout.fillWidth: true
            role: "hint"
            text: line.note
            visible: text !== ""
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.step
            visible: line.working !== ""

            Phrase {
                Accessible.ignored: true
                Layout.fillWidth: true
                Layout.maximumWidth: implicitWidth + 1
                color: Theme.brand
                role: "hint"
                text: Words.say("controls.why")
            }
            Icon {
                color: Theme.brand
                name: line.open ? "chevron-up" : "chevron-down"
                size: 32 * Theme.unit
            }
            Item {
                Layout.fillWidth: true
            }
        }
        Phrase {
            Accessible.ignored: true
            Layout.fillWidth: true
            text: line.working
            visible: line.open
        }
    }
}
