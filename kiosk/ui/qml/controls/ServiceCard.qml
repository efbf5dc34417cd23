// One service in the list: its drawing, its name, what the person gets, and where known the cost and the time.
//
//   text (name)  summary  symbol      cost  duration ("" hides them)      signal clicked()
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

T.AbstractButton {
    id: card

    property string summary
    property string symbol
    property string cost
    property string duration

    Accessible.description: summary
    Accessible.name: text
    focusPolicy: Qt.TabFocus
    implicitHeight: Math.max(18 * Theme.step, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    padding: 3 * Theme.step

    background: Rectangle {
        border.color: Theme.edge
        border.width: Theme.hairline
        color: card.down ? Theme.brandTint : Theme.surface
        radius: Theme.radius

        FocusRing {
            shown: card.visualFocus
        }
    }
    contentItem: RowLayout {
        spacing: 3 * Theme.step

        Rectangle {
            Layout.alignment: Qt.AlignVCenter
            border.color: Theme.brand
            border.width: Theme.highContrast ? Theme.hairline : 0
            color: Theme.brandTint
            implicitHeight: 112 * Theme.unit * Theme.iconScale
            implicitWidth: 112 * Theme.unit * Theme.iconScale
            radius: Theme.radius

            Icon {
                anchors.centerIn: parent
                color: Theme.brand
                name: card.symbol
                size: 64 * Theme.unit
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.step / 2

            Phrase {
                Layout.fillWidth: true
                role: "button"
                text: card.text
            }
            Phrase {
                Layout.fillWidth: true
                role: "hint"
                text: card.summary
                visible: text !== ""
            }
            Flow {
                id: facts

                Layout.fillWidth: true
                Layout.topMargin: Theme.step / 2
                spacing: 3 * Theme.step
                visible: card.cost !== "" || card.duration !== ""

                Fact {
                    symbol: "wallet"
                    width: Math.min(implicitWidth, facts.width)
                    text: card.cost
                }
                Fact {
                    symbol: "clock"
                    width: Math.min(implicitWidth, facts.width)
                    text: card.duration
                }
            }
        }
        Icon {
            Layout.alignment: Qt.AlignVCenter
            color: Theme.brand
            directional: true
            name: "chevron-right"
        }
    }
}
