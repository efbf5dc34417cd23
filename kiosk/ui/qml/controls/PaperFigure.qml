// A card or a page as our drawings show it: its face with a picture and lines, or its blank back.
//
//   page  an upright page, otherwise a card      back  seen from behind      unit  pixels of one step of the drawing
pragma ComponentBehavior: Bound

import QtQuick

Rectangle {
    id: paper

    property bool page: false
    property bool back: false
    property real unit: Theme.unit
    readonly property real inset: 22 * unit

    Accessible.ignored: true
    border.color: Theme.brand
    border.width: Math.max(2, 4 * unit)
    color: back ? Theme.brandTint : Theme.surface
    height: (page ? 330 : 210) * unit
    radius: (page ? 6 : 16) * unit
    width: (page ? 236 : 332) * unit

    Rectangle {
        color: Theme.brandTint
        height: (paper.page ? 48 : 78) * paper.unit
        radius: 6 * paper.unit
        visible: !paper.back
        width: (paper.page ? 48 : 66) * paper.unit
        x: paper.inset
        y: paper.inset
    }
    Repeater {
        model: paper.back ? 0 : paper.page ? 8 : 2

        Rectangle {
            required property int index
            readonly property bool head: !paper.page || index < 2

            color: Theme.edge
            height: 10 * paper.unit
            radius: height / 2
            width: paper.width - x - paper.inset - (index % 3) * 24 * paper.unit
            x: head ? paper.inset + (paper.page ? 64 : 86) * paper.unit : paper.inset
            y: paper.inset + (6 + 27 * index + (head ? 0 : 20)) * paper.unit
        }
    }
    // The lines that a machine reads: what tells a card's back from its front for everybody.
    Repeater {
        model: paper.back || paper.page ? 0 : 3

        Row {
            id: line

            required property int index

            spacing: 5 * paper.unit
            x: paper.inset
            y: (120 + 26 * index) * paper.unit

            Repeater {
                model: 22

                Rectangle {
                    required property int index

                    color: Theme.brandDark
                    height: 12 * paper.unit
                    opacity: (index * 7 + line.index * 5) % 4 === 0 ? 0.35 : 1
                    width: 8 * paper.unit
                }
            }
        }
    }
}
