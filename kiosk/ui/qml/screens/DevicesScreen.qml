// The devices around the kiosk, over the staff page: which are used, which answer, whether they work, and what to use.
//
//   model  the DevicesModel      tests  the printer's test page
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

PageFrame {
    id: screen

    required property DevicesModel model
    required property PrinterTestModel tests
    // Whether the wait stands in place of the list.
    readonly property bool waiting: model.busy !== ""

    canGoBack: true
    canStartOver: false
    hint: waiting || model.waiting ? "" : Words.say("devices.help")
    objectName: "devices-screen"
    primaryEnabled: model.free
    primarySymbol: "search"
    primaryText: Words.say("devices.find")
    title: Words.say("devices.title")

    onBack: model.hide()
    onPrimary: model.find()
    onWaitingChanged: waiting ? pane.toTop() : soon.restart()

    // Comes with the rows, which take their places a moment later; it goes with the page, as a call put off would not.
    Timer {
        id: soon

        interval: 1

        onTriggered: {
            for (let i = 0; i < cards.count; i++) {
                const card = cards.itemAt(i) as DeviceCard;
                if (card.device.place === screen.model.tried)
                    screen.pane.show(card);
            }
        }
    }
    Phrase {
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        strong: true
        text: screen.model.triedName
        visible: screen.model.stoppable && text !== ""
    }
    Busy {
        Layout.fillWidth: true
        advice: screen.model.stoppable ? Words.say("devices.long") : ""
        running: screen.waiting
        text: screen.model.busy
    }
    QuietButton {
        Layout.alignment: Qt.AlignHCenter
        objectName: "devices-stop"
        symbol: "x"
        text: Words.say("devices.stop")
        visible: screen.model.stoppable

        onClicked: screen.model.stop()
    }
    Notice {
        Layout.fillWidth: true
        text: screen.model.notice
        tone: screen.model.well ? "success" : "warning"
        visible: text !== ""
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 3 * Theme.step
        columns: screen.wide ? 2 : 1
        rowSpacing: 2 * Theme.step
        visible: screen.model.waiting && !screen.waiting

        Notice {
            Layout.fillWidth: true
            text: Words.say("devices.restart")
            tone: "warning"
        }
        QuietButton {
            Layout.fillWidth: !screen.wide
            enabled: screen.model.free
            objectName: "devices-restart"
            symbol: "rotate-ccw"
            text: Words.say("devices.restart_now")

            onClicked: screen.model.startAnew()
        }
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 3 * Theme.step
        columns: screen.wide ? 2 : 1
        rowSpacing: 3 * Theme.step
        uniformCellWidths: true
        visible: !screen.waiting

        Repeater {
            id: cards

            model: screen.model.rows

            DeviceCard {
                id: card

                required property int index
                required property var modelData

                Layout.alignment: Qt.AlignTop
                Layout.fillWidth: true
                device: modelData
                free: screen.model.free
                objectName: "device-" + index
                wide: !screen.wide && Theme.textScale < 1.5

                onGiven: role => screen.model.choose(card.modelData.place, role)
                onTried: screen.model.check(card.modelData.place)
            }
        }
    }
    QuietButton {
        Layout.fillWidth: true
        enabled: screen.model.free
        objectName: "devices-printer-test"
        symbol: "printer"
        text: Words.say("printer_test.title")
        visible: screen.tests.possible && !screen.waiting

        onClicked: screen.tests.show()
    }
    Phrase {
        Layout.fillWidth: true
        quiet: true
        text: screen.model.fixed
        visible: text !== "" && !screen.waiting
    }
    Phrase {
        Layout.fillWidth: true
        quiet: true
        text: Words.say("devices.typing")
        visible: !screen.waiting
    }
}
