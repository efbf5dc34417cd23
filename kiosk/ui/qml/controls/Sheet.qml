// A question that must be answered before anything else: slides up over the page, as wide as the screen.
// For "start over?" and for the idle warning with its countdown. Put it last in the window, filling it.
//
//   open      title  text      primaryText  primarySymbol  primaryTone      quietText ("" hides)
//   figure    something to read off, large, such as a telephone number, with its symbol
//   seconds   what is left of `outOf` seconds; -1 for no countdown
//   signal primary()  quiet()
import QtQuick
import QtQuick.Layouts

Item {
    id: sheet

    property bool open: false
    property string title
    property string text
    property string primaryText
    property string primarySymbol
    property string primaryTone: "brand"
    property string quietText
    property string figure
    property string figureSymbol
    property int seconds: -1
    property int outOf: 30
    property real raised: open ? 1 : 0

    signal primary
    signal quiet

    Accessible.description: text
    Accessible.name: title
    Accessible.role: Accessible.Dialog
    anchors.fill: parent
    visible: raised > 0
    z: 100

    Behavior on raised {
        NumberAnimation {
            duration: Theme.page
            easing.type: Easing.OutCubic
        }
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.scrim
        opacity: sheet.raised

        // The page below is out of reach while the sheet is open.
        MouseArea {
            anchors.fill: parent
        }
    }
    Rectangle {
        id: panel

        border.color: Theme.highContrast ? Theme.edge : Theme.surface
        border.width: Theme.hairline
        color: Theme.surface
        height: body.implicitHeight + 12 * Theme.step
        width: parent.width
        y: sheet.height - height * sheet.raised

        Rectangle {
            color: sheet.primaryTone === "danger" ? Theme.danger : Theme.brand
            height: Theme.step
            width: parent.width
        }
        ColumnLayout {
            id: body

            anchors.centerIn: parent
            spacing: 3 * Theme.step
            width: Math.min(parent.width - 2 * Theme.margin, 1080 * Theme.unit)

            PageHeader {
                Layout.fillWidth: true
                hint: sheet.text
                role: "question"
                title: sheet.title
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: 3 * Theme.step
                visible: sheet.figure !== ""

                Icon {
                    color: Theme.brand
                    name: sheet.figureSymbol
                    size: 72 * Theme.unit
                }
                Phrase {
                    Layout.fillWidth: true
                    color: Theme.brand
                    role: "title"
                    text: sheet.figure
                }
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: 3 * Theme.step
                visible: sheet.seconds >= 0

                Phrase {
                    Layout.minimumWidth: 72 * Theme.unit
                    color: Theme.brand
                    role: "title"
                    text: Math.max(sheet.seconds, 0)
                }
                Rectangle {
                    Layout.fillWidth: true
                    border.color: Theme.edge
                    border.width: Theme.hairline
                    color: Theme.surface
                    implicitHeight: 2 * Theme.step
                    radius: height / 2

                    Rectangle {
                        anchors.left: parent.left
                        color: Theme.brand
                        height: parent.height
                        radius: height / 2
                        width: parent.width * Math.max(0, Math.min(1, sheet.seconds / sheet.outOf))
                    }
                }
            }
            ColumnLayout {
                Layout.fillWidth: true
                Layout.topMargin: Theme.step
                spacing: 2 * Theme.step

                PrimaryButton {
                    Layout.fillWidth: true
                    objectName: "sheet-primary"
                    symbol: sheet.primarySymbol
                    text: sheet.primaryText
                    tone: sheet.primaryTone

                    onClicked: sheet.primary()
                }
                QuietButton {
                    Layout.fillWidth: true
                    objectName: "sheet-quiet"
                    tall: true
                    text: sheet.quietText
                    visible: text !== ""

                    onClicked: sheet.quiet()
                }
            }
        }
    }
}
