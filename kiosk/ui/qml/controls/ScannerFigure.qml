// A scanner's glass with a card or a page face down on it, for our drawings.
//
//   page      scanning  the light moves      unit  pixels of one step of the drawing
import QtQuick

Rectangle {
    id: scanner

    property bool page: false
    property bool scanning: false
    property real unit: Theme.unit

    border.color: Theme.edge
    border.width: Math.max(2, 3 * unit)
    color: Theme.tray
    height: 400 * unit
    radius: 20 * unit
    width: 420 * unit

    Rectangle {
        id: glass

        anchors.centerIn: parent
        border.color: Theme.edge
        border.width: Math.max(1, 2 * scanner.unit)
        color: Theme.infoTint
        height: parent.height - 44 * scanner.unit
        radius: 8 * scanner.unit
        width: parent.width - 44 * scanner.unit
    }
    PaperFigure {
        anchors.centerIn: parent
        back: true
        page: scanner.page
        unit: scanner.unit
    }
    Rectangle {
        color: Theme.brand
        height: glass.height
        opacity: 0.35
        visible: scanner.scanning
        width: 14 * scanner.unit
        y: glass.y

        SequentialAnimation on x {
            loops: Animation.Infinite
            running: scanner.scanning && scanner.visible && !Theme.reducedMotion

            NumberAnimation {
                duration: 1500
                from: 30 * scanner.unit
                to: scanner.width - 44 * scanner.unit
            }
            NumberAnimation {
                duration: 1500
                from: scanner.width - 44 * scanner.unit
                to: 30 * scanner.unit
            }
        }
    }
}
