// The next action, always at the same place; back and start over beside it, quieter.
//
//   primaryText  primarySymbol  primaryEnabled ("" hides the button)      canGoBack  canStartOver      inset  at both sides
//   note  what stands in the way of the next action, above the keys
//   signal primary()  back()  startOver()
import QtQuick
import QtQuick.Layouts

Rectangle {
    id: bar

    property string primaryText
    property string primarySymbol: "arrow-right"
    property bool primaryEnabled: true
    property real inset: Theme.margin
    property bool canGoBack: true
    property bool canStartOver: true
    property string note
    readonly property real noteRoom: problem.visible ? problem.implicitHeight + 2 * Theme.step : 0
    // One row where the words leave the next action half of the width, otherwise two; a wide screen is low, and has one
    // row wherever the words fit.
    readonly property real room: width - 2 * inset
    readonly property real asideWidth: aside.implicitWidth
    readonly property bool stacked: primaryText !== "" && room - asideWidth - 2 * Theme.step < Math.max(room * (
        Window.width > Window.height ? 0.3 : 0.42), next.implicitWidth)

    signal primary
    signal back
    signal startOver

    color: Theme.surface
    implicitHeight: noteRoom + (stacked ? next.implicitHeight + 2 * Theme.step + aside.implicitHeight : Math.max(
        next.visible ? next.implicitHeight : 0, aside.implicitHeight)) + 5 * Theme.step
    visible: next.visible || canGoBack || canStartOver

    Rectangle {
        color: Theme.line
        height: Theme.hairline
        width: parent.width
    }
    ProblemText {
        id: problem

        anchors.left: parent.left
        anchors.leftMargin: bar.inset
        anchors.right: parent.right
        anchors.rightMargin: bar.inset
        anchors.top: parent.top
        anchors.topMargin: 2 * Theme.step
        text: bar.note
    }
    Item {
        anchors.fill: parent
        anchors.leftMargin: bar.inset
        anchors.rightMargin: bar.inset
        anchors.topMargin: 2.5 * Theme.step + bar.noteRoom
        anchors.bottomMargin: 2.5 * Theme.step

        PrimaryButton {
            id: next

            anchors.left: bar.stacked ? parent.left : aside.right
            anchors.leftMargin: bar.stacked || aside.width === 0 ? 0 : 2 * Theme.step
            anchors.right: parent.right
            anchors.top: parent.top
            enabled: bar.primaryEnabled
            objectName: "primary"
            symbol: bar.primarySymbol
            text: bar.primaryText
            visible: text !== ""

            onClicked: bar.primary()
        }
        RowLayout {
            id: aside

            anchors.left: parent.left
            anchors.bottom: parent.bottom
            spacing: 2 * Theme.step
            width: bar.stacked ? parent.width : implicitWidth

            QuietButton {
                Layout.fillWidth: bar.stacked
                objectName: "start-over"
                symbol: "rotate-ccw"
                tall: true
                text: Words.say("controls.start_over")
                visible: bar.canStartOver

                onClicked: bar.startOver()
            }
            BackButton {
                Layout.fillWidth: bar.stacked
                objectName: "back"
                visible: bar.canGoBack

                onClicked: bar.back()
            }
        }
    }
}
