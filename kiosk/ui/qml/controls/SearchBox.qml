// A line to search in. prompt  text      signal changed(string words)      function clear()
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
    implicitHeight: Theme.field
    leftPadding: (Words.rtl ? 3 : 12) * Theme.step
    placeholderText: prompt
    placeholderTextColor: Theme.muted
    rightPadding: (Words.rtl ? 12 : 3) * Theme.step

    background: Rectangle {
        border.color: box.activeFocus ? Theme.brand : Theme.edge
        border.width: (box.activeFocus ? 4 : 2) * Theme.unit
        color: Theme.surface
        radius: Theme.radius

        Icon {
            anchors.left: parent.left
            anchors.leftMargin: 3.5 * Theme.step
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.brand
            name: "search"
            size: 48 * Theme.unit
        }
    }

    onTextChanged: box.changed(text)
}
