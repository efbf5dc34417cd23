// Our drawing of what to do: a card, its machine-readable lines downwards, on a scanner's glass. scanning  the light moves
pragma ComponentBehavior: Bound

import QtQuick

Item {
    id: drawing

    property bool scanning: false
    readonly property real scale1: Math.min(width / 900, Theme.unit)

    Accessible.ignored: true
    implicitHeight: 430 * Theme.unit

    Rectangle {
        id: scanner

        anchors.horizontalCenter: parent.horizontalCenter
        border.color: Theme.edge
        border.width: 3 * Theme.unit
        color: Theme.tray
        height: 400 * drawing.scale1
        radius: 20 * drawing.scale1
        width: 760 * drawing.scale1

        Rectangle {
            anchors.centerIn: parent
            border.color: Theme.edge
            border.width: 2 * Theme.unit
            color: Theme.infoTint
            height: parent.height - 56 * drawing.scale1
            radius: 8 * drawing.scale1
            width: parent.width - 56 * drawing.scale1
        }
        Rectangle {
            id: card

            anchors.centerIn: parent
            border.color: Theme.brand
            border.width: 4 * drawing.scale1
            color: Theme.surface
            height: 250 * drawing.scale1
            radius: 18 * drawing.scale1
            width: 396 * drawing.scale1

            Rectangle {
                color: Theme.brandTint
                height: 96 * drawing.scale1
                radius: 8 * drawing.scale1
                width: 80 * drawing.scale1
                x: 26 * drawing.scale1
                y: 24 * drawing.scale1
            }
            Repeater {
                model: 3

                Rectangle {
                    required property int index

                    color: Theme.line
                    height: 14 * drawing.scale1
                    radius: height / 2
                    width: (200 - 40 * index) * drawing.scale1
                    x: 132 * drawing.scale1
                    y: (32 + 32 * index) * drawing.scale1
                }
            }
            Repeater {
                model: 3

                Row {
                    id: line

                    required property int index

                    spacing: 6 * drawing.scale1
                    x: 26 * drawing.scale1
                    y: (146 + 30 * index) * drawing.scale1

                    Repeater {
                        model: 22

                        Rectangle {
                            required property int index

                            color: Theme.brandDark
                            height: 14 * drawing.scale1
                            opacity: (index * 7 + line.index * 5) % 4 === 0 ? 0.35 : 1
                            width: 9 * drawing.scale1
                        }
                    }
                }
            }
        }
        Rectangle {
            id: light

            color: Theme.brand
            height: scanner.height - 56 * drawing.scale1
            opacity: 0.35
            visible: drawing.scanning
            width: 14 * drawing.scale1
            y: 28 * drawing.scale1

            SequentialAnimation on x {
                loops: Animation.Infinite
                running: drawing.scanning && !Theme.reducedMotion

                NumberAnimation {
                    duration: 1500
                    from: 40 * drawing.scale1
                    to: scanner.width - 54 * drawing.scale1
                }
                NumberAnimation {
                    duration: 1500
                    from: scanner.width - 54 * drawing.scale1
                    to: 40 * drawing.scale1
                }
            }
        }
    }
}
