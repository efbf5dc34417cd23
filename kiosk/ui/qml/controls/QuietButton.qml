// An action beside the next one: outlined on white, 96 px high at least.
//
//   text      symbol  before the words, "" for none      tone  "brand" | "danger"      tall  120 px, beside a primary
//   plain     no outline, for links inside a page ("edit")      invalid  red edge, as a box      textSize (pixels)
//   signal clicked()
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

T.AbstractButton {
    id: button

    property string symbol
    property string tone: "brand"
    property bool tall: false
    property bool plain: false
    property bool invalid: false
    property int textSize: Theme.body
    readonly property color face: !enabled ? Theme.muted : tone === "danger" ? Theme.danger : Theme.brand

    Accessible.name: text
    focusPolicy: Qt.TabFocus
    implicitHeight: Math.max(tall ? Theme.primary : Theme.target, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: Math.max(Theme.target, implicitContentWidth + leftPadding + rightPadding)
    leftPadding: (plain ? 2 : 3) * Theme.step
    rightPadding: (plain ? 2 : 3) * Theme.step
    topPadding: Theme.step
    bottomPadding: Theme.step

    background: Rectangle {
        border.color: button.invalid ? Theme.danger : Theme.edge
        border.width: button.plain ? 0 : button.invalid ? 4 * Theme.unit : Theme.hairline
        color: button.down ? Theme.brandTint : button.plain ? "transparent" : Theme.surface
        radius: Theme.radius

        FocusRing {
            shown: button.visualFocus
        }
    }
    contentItem: RowLayout {
        spacing: 1.5 * Theme.step

        Item {
            Layout.fillWidth: true
        }
        Icon {
            color: button.face
            directional: name.startsWith("arrow") || name.startsWith("chevron")
            name: button.symbol
            fixed: button.textSize !== Theme.body
            size: 40 * Theme.unit
        }
        Phrase {
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth + 1
            color: button.face
            font.pixelSize: button.textSize
            horizontalAlignment: Text.AlignHCenter
            strong: true
            text: button.text
        }
        Item {
            Layout.fillWidth: true
        }
    }
}
