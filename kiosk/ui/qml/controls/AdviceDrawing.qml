// What to do before the camera, drawn: the card or page as it lies, and a sign of what it should do.
//
//   advice  an Advice by name (shubbak/domain/guidance.py)      page      tone      step1  pixels of one step of the drawing
pragma ComponentBehavior: Bound

import QtQuick

Item {
    id: drawing

    property string advice: "show"
    property bool page: false
    property color tone: Theme.ink
    property real step1: Theme.unit * 0.72
    readonly property var signs: ({
            "more-light": ["sun", "plus"],
            "less-light": ["sun", "x"],
            "closer": ["camera", "arrow-up"],
            "farther": ["camera", "arrow-down"],
            "whole": ["scan-line"],
            "straighten": ["rotate-ccw"],
            "turn-over": ["undo-2"],
            "glare": ["sun"],
            "hold-still": ["hand"],
            "ready": ["circle-check"]
        })[advice] ?? ["camera"]

    Accessible.ignored: true
    implicitHeight: 340 * step1
    implicitWidth: 380 * step1

    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: 16 * drawing.step1

        Repeater {
            model: drawing.signs

            Icon {
                required property string modelData

                color: drawing.tone
                fixed: true
                name: modelData
                size: 104 * drawing.step1
            }
        }
    }
    PaperFigure {
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        // Partly beside its place, where all of it should show.
        anchors.horizontalCenterOffset: drawing.advice === "whole" ? 0.3 * width : 0
        back: drawing.advice === "turn-over"
        page: drawing.page
        rotation: drawing.advice === "straighten" ? -14 : 0
        unit: drawing.step1 * (drawing.page ? 0.64 : 1)

        // The spot that shines.
        Rectangle {
            border.color: Theme.warning
            border.width: 4 * Theme.unit
            color: Theme.focus
            height: width
            radius: width / 2
            visible: drawing.advice === "glare"
            width: 0.36 * parent.height
            x: 0.5 * parent.width
            y: 0.28 * parent.height
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        border.color: drawing.tone
        border.width: 4 * Theme.unit
        color: "transparent"
        height: 220 * drawing.step1
        radius: Theme.radius / 2
        visible: drawing.advice === "whole" || drawing.advice === "straighten"
        width: 350 * drawing.step1
    }
}
