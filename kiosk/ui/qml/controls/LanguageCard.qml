// A language to choose, by its own name, large: its first letter, its name, and what touching it does.
//
//   glyph  a letter of its script      text  its name      line      checked      signal clicked()
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

T.AbstractButton {
    id: card

    property string glyph
    property string line

    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.description: line
    Accessible.name: text
    Accessible.role: Accessible.RadioButton
    focusPolicy: Qt.TabFocus
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    padding: 4 * Theme.step

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
        spacing: 4 * Theme.step

        Rectangle {
            border.color: Theme.brand
            border.width: Theme.highContrast ? Theme.hairline : 0
            color: card.checked ? Theme.brand : Theme.brandTint
            implicitHeight: 176 * Theme.unit
            implicitWidth: 176 * Theme.unit
            radius: Theme.radius

            Text {
                Accessible.ignored: true
                anchors.centerIn: parent
                color: card.checked ? Theme.brandInk : Theme.brand
                font.family: Theme.font
                font.pixelSize: 104 * Theme.unit
                font.weight: Font.DemiBold
                text: card.glyph
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Phrase {
                Layout.fillWidth: true
                role: "title"
                text: card.text
            }
            Phrase {
                Layout.fillWidth: true
                quiet: true
                text: card.line
            }
        }
        TickMark {
            chosen: card.checked
        }
    }
}
