// A line to search in, with a key that clears it. prompt (for screen readers)  text      signal changed(string words)
import QtQuick
import QtQuick.Controls.Basic

TextField {
    id: box

    property string prompt

    signal changed(string words)

    Accessible.name: prompt
    Accessible.role: Accessible.EditableText
    color: Theme.ink
    font.family: Theme.font
    font.pixelSize: Theme.body
    horizontalAlignment: Text.AlignLeft
    readonly property real symbolRoom: symbol.width + 6 * Theme.step
    readonly property real keyRoom: Theme.target + 2 * Theme.step

    implicitHeight: Math.max(Theme.field, contentHeight + 3 * Theme.step)
    inputMethodHints: Qt.ImhNoPredictiveText
    placeholderTextColor: Theme.muted
    leftPadding: Words.rtl ? keyRoom : symbolRoom
    rightPadding: Words.rtl ? symbolRoom : keyRoom

    background: Rectangle {
        border.color: box.activeFocus ? Theme.brand : Theme.edge
        border.width: (box.activeFocus ? 4 : 2) * Theme.unit
        color: Theme.surface
        radius: Theme.radius

        Icon {
            id: symbol

            anchors.left: parent.left
            anchors.leftMargin: 3.5 * Theme.step
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.brand
            name: "search"
            size: 48 * Theme.unit
        }
    }

    IconButton {
        anchors.right: parent.right
        anchors.rightMargin: Theme.step / 2
        anchors.verticalCenter: parent.verticalCenter
        name: Words.say("kiosk.find.clear")
        objectName: "clear-search"
        outlined: false
        symbol: "x"
        visible: box.text !== ""

        onClicked: box.clear()
    }

    onTextChanged: box.changed(text)
}
