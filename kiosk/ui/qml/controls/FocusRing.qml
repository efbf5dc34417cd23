// The ring around what the keyboard would press: yellow, with an ink outline so that it shows on any ground.
//
//   shown    bind to control.visualFocus      corner  radius of what it surrounds
import QtQuick

Item {
    id: ring

    property bool shown: false
    property real corner: Theme.radius

    anchors.fill: parent
    visible: shown
    z: 10

    Rectangle {
        anchors.fill: parent
        anchors.margins: -Theme.ring - 2 * Theme.hairline
        border.color: Theme.ink
        border.width: Theme.ring + 2 * Theme.hairline
        color: "transparent"
        radius: ring.corner + Theme.ring + 2 * Theme.hairline
    }
    Rectangle {
        anchors.fill: parent
        anchors.margins: -Theme.ring - Theme.hairline
        border.color: Theme.focus
        border.width: Theme.ring
        color: "transparent"
        radius: ring.corner + Theme.ring + Theme.hairline
    }
}
