// A page large enough to judge, and what is wrong with it drawn on it: a frame that stands out on any paper, and a sign.
//
//   picture  an image's address      faults  [{left, top, right, bottom}] in shares of the picture
pragma ComponentBehavior: Bound

import QtQuick

Rectangle {
    id: page

    property string picture
    property var faults: []
    readonly property real sheetX: (width - image.paintedWidth) / 2
    readonly property real sheetY: (height - image.paintedHeight) / 2

    border.color: Theme.line
    border.width: Theme.hairline
    color: Theme.keyQuiet
    radius: Theme.radius / 2

    Image {
        id: image

        anchors.fill: parent
        anchors.margins: Theme.step
        // Otherwise the engine keeps the page for a while after its person has gone.
        cache: false
        fillMode: Image.PreserveAspectFit
        source: page.picture
        sourceSize: Qt.size(1600 * Theme.unit, 1600 * Theme.unit)
    }
    Repeater {
        model: page.faults.length

        Item {
            id: frame

            required property int index
            readonly property var fault: page.faults[index] ?? ({
                    "left": 0,
                    "top": 0,
                    "right": 1,
                    "bottom": 1
                })

            // Never smaller than what an eye finds from where a person stands.
            height: Math.max(48 * Theme.unit, (fault.bottom - fault.top) * image.paintedHeight)
            width: Math.max(48 * Theme.unit, (fault.right - fault.left) * image.paintedWidth)
            x: page.sheetX + (fault.left + fault.right) / 2 * image.paintedWidth - width / 2
            y: page.sheetY + (fault.top + fault.bottom) / 2 * image.paintedHeight - height / 2

            Rectangle {
                anchors.fill: parent
                border.color: Theme.surface
                border.width: 12 * Theme.unit
                color: "transparent"
                radius: Theme.radius
            }
            Rectangle {
                anchors.fill: parent
                anchors.margins: 3 * Theme.unit
                border.color: Theme.danger
                border.width: 6 * Theme.unit
                color: "transparent"
                radius: Theme.radius
            }
            PageMark {
                height: implicitHeight
                number: page.faults.length > 1 ? frame.index + 1 : ""
                width: implicitWidth
                // Inside the page at its edge, also where the fault is all of it.
                x: Math.max(0, Math.min(frame.width - width, 12 * Theme.unit))
                y: Math.max(0, Math.min(frame.height - height, 12 * Theme.unit))
            }
        }
    }
}
