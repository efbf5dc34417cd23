// A camera above a card or a page that lies face up under it, for our drawings.
//
//   page      unit  pixels of one step of the drawing
import QtQuick

Item {
    id: figure

    property bool page: false
    property real unit: Theme.unit

    height: 400 * unit
    width: 420 * unit

    Rectangle {
        id: mat

        anchors.bottom: parent.bottom
        border.color: Theme.edge
        border.width: Math.max(2, 3 * figure.unit)
        color: Theme.tray
        height: 286 * figure.unit
        radius: 20 * figure.unit
        width: parent.width
    }
    PaperFigure {
        anchors.centerIn: mat
        page: figure.page
        // A whole page has to fit under it too.
        unit: figure.unit * (figure.page ? 0.78 : 1)
    }
    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        color: Theme.brand
        height: 100 * figure.unit
        radius: 20 * figure.unit
        width: 140 * figure.unit

        Icon {
            anchors.centerIn: parent
            color: Theme.brandInk
            fixed: true
            name: "camera"
            size: 76 * figure.unit
        }
    }
}
