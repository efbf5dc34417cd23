// A kind of services, or something a person wants to do: its symbol, its word, and how many services there are.
//
//   text  symbol      count  in the corner      many  the count in words, for screen readers      signal clicked()
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

T.AbstractButton {
    id: tile

    property string symbol
    property int count
    property string many

    Accessible.description: many
    Accessible.name: text
    focusPolicy: Qt.TabFocus
    implicitHeight: Math.max(18 * Theme.step, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    padding: 2.5 * Theme.step

    background: Rectangle {
        border.color: Theme.edge
        border.width: Theme.hairline
        color: tile.down ? Theme.brandTint : Theme.surface
        radius: Theme.radius

        FocusRing {
            shown: tile.visualFocus
        }
    }
    contentItem: RowLayout {
        spacing: 2.5 * Theme.step

        Rectangle {
            Layout.alignment: Qt.AlignVCenter
            border.color: Theme.brand
            border.width: Theme.highContrast ? Theme.hairline : 0
            color: Theme.brandTint
            implicitHeight: 96 * Theme.unit * Theme.iconScale
            implicitWidth: 96 * Theme.unit * Theme.iconScale
            radius: Theme.radius

            Icon {
                anchors.centerIn: parent
                color: Theme.brand
                name: tile.symbol
                size: 56 * Theme.unit
            }
        }
        Phrase {
            Accessible.ignored: true
            Layout.fillWidth: true
            strong: true
            text: tile.text
        }
        Phrase {
            Accessible.ignored: true
            Layout.alignment: Qt.AlignVCenter
            role: "hint"
            text: tile.count
        }
    }
}
