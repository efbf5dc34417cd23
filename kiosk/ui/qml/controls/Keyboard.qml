// The on-screen keyboard. Put it at the bottom of the window, as wide as it; it opens by itself for whatever takes text.
// Give the page the room above it: `anchors.bottomMargin: keyboard.room`.
//
//   room  pixels it covers now (0 while closed; slides)      open      fullHeight  when open
pragma ComponentBehavior: Bound

import QtQuick
import Shubbak

Item {
    id: keyboard

    readonly property bool open: KeyboardModel.open
    readonly property real fullHeight: 5 * keyHeight + 4 * gapBetween + 4 * Theme.step
    property real room: open ? fullHeight : 0
    readonly property bool wide: Window.width > Window.height
    readonly property real keyHeight: (wide ? 84 : 94) * Theme.unit
    readonly property real gapBetween: Theme.step
    // A pad of digits has four rows in the room of five.
    readonly property real rowHeight: (fullHeight - 4 * Theme.step - (KeyboardModel.rows.length - 1) * gapBetween)
                                      / KeyboardModel.rows.length
    readonly property real unitWidth: Math.min((width - 2 * Theme.step - (KeyboardModel.columns - 1) * gapBetween)
                                               / KeyboardModel.columns, (KeyboardModel.pad ? 220 : 132) * Theme.unit)

    Accessible.name: Words.say("controls.keyboard.name")
    Accessible.role: Accessible.Grouping
    // Keys stand where they stand on every keyboard, whichever way the page reads.
    LayoutMirroring.childrenInherit: true
    LayoutMirroring.enabled: false
    clip: true
    implicitHeight: room
    visible: room > 0

    Behavior on room {
        NumberAnimation {
            duration: Theme.quick
            easing.type: Easing.OutCubic
        }
    }
    Binding {
        property: "language"
        target: KeyboardModel
        value: Words.language
    }
    Rectangle {
        color: Theme.tray
        height: keyboard.fullHeight
        width: parent.width

        // Between the keys is still the keyboard: a near miss must not touch the page below.
        MouseArea {
            anchors.fill: parent
        }
        Rectangle {
            color: Theme.edge
            height: Theme.hairline
            width: parent.width
        }
        Column {
            anchors.centerIn: parent
            spacing: keyboard.gapBetween

            Repeater {
                model: KeyboardModel.rows

                Row {
                    id: line

                    required property var modelData

                    anchors.horizontalCenter: parent?.horizontalCenter
                    spacing: keyboard.gapBetween

                    Repeater {
                        model: line.modelData

                        KeyCap {
                            required property var modelData

                            cap: modelData
                            height: keyboard.rowHeight
                            language: KeyboardModel.layoutLanguage
                            lit: KeyboardModel.shifted && cap.action === "shift"
                            width: keyboard.unitWidth * cap.span + keyboard.gapBetween * (cap.span - 1)

                            onClicked: KeyboardModel.press(cap.action, cap.text)
                        }
                    }
                }
            }
        }
    }
}
