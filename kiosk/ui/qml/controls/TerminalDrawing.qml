// Our drawing of paying: a card that comes near the payment terminal, whose screen shows the amount. amount
pragma ComponentBehavior: Bound

import QtQuick

Item {
    id: drawing

    property string amount
    readonly property real grain: Math.min(width / 900, Theme.unit)
    // How far the card is from the terminal: 1 far, 0 there.
    property real far: 1

    Accessible.ignored: true
    // Cards come from the right on every terminal, whichever way the page reads.
    LayoutMirroring.childrenInherit: true
    LayoutMirroring.enabled: false
    implicitHeight: 470 * Theme.unit

    SequentialAnimation on far {
        loops: Animation.Infinite
        running: drawing.visible && !Theme.reducedMotion

        NumberAnimation {
            duration: 1400
            easing.type: Easing.InOutSine
            from: 1
            to: 0
        }
        PauseAnimation {
            duration: 900
        }
        NumberAnimation {
            duration: 900
            easing.type: Easing.InOutSine
            from: 0
            to: 1
        }
    }
    Item {
        anchors.centerIn: parent
        height: 450 * drawing.grain
        width: 760 * drawing.grain

        Rectangle {
            id: terminal

            border.color: Theme.edge
            border.width: 3 * drawing.grain
            color: Theme.tray
            height: 450 * drawing.grain
            radius: 32 * drawing.grain
            width: 330 * drawing.grain
            x: 40 * drawing.grain

            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                border.color: Theme.edge
                border.width: 2 * drawing.grain
                color: Theme.surface
                height: 132 * drawing.grain
                radius: 10 * drawing.grain
                width: 274 * drawing.grain
                y: 28 * drawing.grain

                Text {
                    anchors.centerIn: parent
                    color: Theme.brand
                    font.family: Theme.font
                    font.pixelSize: 40 * drawing.grain
                    font.weight: Font.DemiBold
                    fontSizeMode: Text.HorizontalFit
                    horizontalAlignment: Text.AlignHCenter
                    minimumPixelSize: 12
                    text: drawing.amount
                    textFormat: Text.PlainText
                    width: parent.width - 24 * drawing.grain
                }
            }
            Grid {
                anchors.bottom: parent.bottom
                anchors.bottomMargin: 34 * drawing.grain
                anchors.horizontalCenter: parent.horizontalCenter
                columns: 3
                spacing: 16 * drawing.grain

                Repeater {
                    model: 12

                    Rectangle {
                        required property int index

                        border.color: Theme.edge
                        border.width: 2 * drawing.grain
                        color: index === 11 ? Theme.brand : Theme.surface
                        height: 44 * drawing.grain
                        radius: 8 * drawing.grain
                        width: 76 * drawing.grain
                    }
                }
            }
        }
        // The three waves of the mark for paying without contact.
        Item {
            clip: true
            height: 200 * drawing.grain
            width: 104 * drawing.grain
            x: terminal.x + terminal.width + 16 * drawing.grain
            y: 0

            Repeater {
                model: 3

                Rectangle {
                    required property int index
                    readonly property real reach: (44 + 30 * index) * drawing.grain

                    border.color: Theme.brand
                    border.width: 8 * drawing.grain
                    color: "transparent"
                    height: 2 * reach
                    radius: reach
                    width: 2 * reach
                    x: -reach - 6 * drawing.grain
                    y: parent.height / 2 - reach
                }
            }
        }
        Rectangle {
            border.color: Theme.brand
            border.width: 4 * drawing.grain
            color: Theme.surface
            height: 186 * drawing.grain
            radius: 18 * drawing.grain
            rotation: -8
            width: 296 * drawing.grain
            x: (400 + 60 * drawing.far) * drawing.grain
            y: (120 + 110 * drawing.far) * drawing.grain

            Rectangle {
                color: Theme.brand
                height: 34 * drawing.grain
                width: parent.width - 8 * drawing.grain
                x: 4 * drawing.grain
                y: 26 * drawing.grain
            }
            Rectangle {
                border.color: Theme.edge
                border.width: 2 * drawing.grain
                color: Theme.brandTint
                height: 42 * drawing.grain
                radius: 8 * drawing.grain
                width: 56 * drawing.grain
                x: 28 * drawing.grain
                y: 84 * drawing.grain
            }
            Rectangle {
                color: Theme.edge
                height: 12 * drawing.grain
                radius: height / 2
                width: 170 * drawing.grain
                x: 28 * drawing.grain
                y: 146 * drawing.grain
            }
        }
    }
}
