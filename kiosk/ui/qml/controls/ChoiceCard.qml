// One choice among several: symbol, word, a line of explanation, and a mark that shows whether it is chosen.
//
//   text  hint  symbol      checked      several  any number may be chosen (square mark)      signal clicked()
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

T.AbstractButton {
    id: card

    property string hint
    property string symbol
    property bool several: false

    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.description: hint
    Accessible.name: text
    Accessible.role: several ? Accessible.CheckBox : Accessible.RadioButton
    focusPolicy: Qt.TabFocus
    implicitHeight: Math.max(14 * Theme.step, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    padding: 3 * Theme.step

    background: Rectangle {
        border.color: card.checked ? Theme.brand : Theme.edge
        border.width: (card.checked ? 5 : 2) * Theme.unit
        color: card.down || card.checked ? Theme.brandTint : Theme.surface
        radius: Theme.radius

        FocusRing {
            shown: card.visualFocus
        }
    }
    contentItem: RowLayout {
        spacing: 3 * Theme.step

        Icon {
            Layout.alignment: Qt.AlignVCenter
            color: Theme.brand
            name: card.symbol
            size: 56 * Theme.unit
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Phrase {
                Layout.fillWidth: true
                strong: true
                text: card.text
            }
            Phrase {
                Layout.fillWidth: true
                role: "hint"
                text: card.hint
                visible: text !== ""
            }
        }
        TickMark {
            Layout.alignment: Qt.AlignVCenter
            chosen: card.checked
            several: card.several
        }
    }
}
