// Our drawing of what to do: a card or a page goes face down on a scanner's glass, or face up under a camera.
//
//   page  it is a page      camera  there is a camera      scanning  it lies on the glass, and the light moves
import QtQuick

Item {
    id: drawing

    property bool page: false
    property bool camera: false
    property bool scanning: false
    readonly property real scale1: Math.min(width / 900, Theme.unit)

    Accessible.ignored: true
    implicitHeight: 410 * scale1

    // The first step and the second, in the direction of reading.
    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        height: parent.height
        spacing: 28 * drawing.scale1

        PaperFigure {
            anchors.verticalCenter: parent.verticalCenter
            page: drawing.page
            unit: drawing.scale1
            visible: !drawing.scanning
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.brand
            directional: true
            fixed: true
            name: "arrow-right"
            size: 96 * drawing.scale1
            visible: !drawing.scanning
        }
        Item {
            height: parent.height
            width: 420 * drawing.scale1

            ScannerFigure {
                page: drawing.page
                scanning: drawing.scanning
                unit: drawing.scale1
                visible: !drawing.camera
            }
            CameraFigure {
                page: drawing.page
                unit: drawing.scale1
                visible: drawing.camera
            }
        }
    }
}
