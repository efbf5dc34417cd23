// The one next action of a page: filled, 120 px high, as wide as it is given.
//
//   text      symbol  a symbol behind the words ("arrow-right" by default, "" for none; arrows mirror with the page)
//   tone      "brand" | "danger"      enabled      signal clicked()
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

T.AbstractButton {
    id: button

    property string symbol: "arrow-right"
    property string tone: "brand"
    readonly property color fill: tone === "danger" ? Theme.danger : Theme.brand
    readonly property color face: enabled ? Theme.brandInk : Theme.muted

    Accessible.name: text
    focusPolicy: Qt.TabFocus
    implicitHeight: Math.max(Theme.primary, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    leftPadding: 4 * Theme.step
    rightPadding: 4 * Theme.step
    topPadding: Theme.step
    bottomPadding: Theme.step

    background: Rectangle {
        border.color: button.enabled ? button.fill : Theme.edge
        border.width: Theme.hairline
        color: !button.enabled ? Theme.keyQuiet : button.down ? Qt.darker(button.fill, 1.35) : button.fill
        radius: Theme.radius

        FocusRing {
            shown: button.visualFocus
        }
    }
    contentItem: RowLayout {
        spacing: 2 * Theme.step

        Item {
            Layout.fillWidth: true
        }
        Phrase {
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth + 1
            color: button.face
            horizontalAlignment: Text.AlignHCenter
            role: "button"
            text: button.text
        }
        Icon {
            color: button.face
            directional: name.startsWith("arrow") || name.startsWith("chevron")
            name: button.symbol
            size: 44 * Theme.unit
        }
        Item {
            Layout.fillWidth: true
        }
    }
}
