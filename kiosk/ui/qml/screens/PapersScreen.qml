// The receipts over the staff page: those that are owed on paper first, then today's; printed here, copies with a reason.
//
//   model  the PapersModel
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

PageFrame {
    id: screen

    required property PapersModel model
    readonly property string said: model.notice
    readonly property var rows: model.rows

    canGoBack: true
    canStartOver: false
    hint: Words.say("paper.help")
    objectName: "papers-screen"
    primaryEnabled: model.free
    primarySymbol: "search"
    primaryText: Words.say("kiosk.staff.look")
    title: Words.say("paper.title")

    onBack: model.hide()
    onPrimary: model.show()
    // What came of a key far down the list is said above it.
    onSaidChanged: if (said !== "")
        pane.toTop()
    onRowsChanged: soon.restart()

    // Comes with the rows, which take their places a moment later: the reasons for a copy open below their key.
    Timer {
        id: soon

        interval: 1

        onTriggered: {
            for (let i = 0; i < cards.count; i++) {
                const card = cards.itemAt(i) as PaperCard;
                if (card.paper.reasons.length > 0)
                    screen.pane.show(card);
            }
        }
    }

    Notice {
        Layout.fillWidth: true
        text: screen.model.notice
        tone: screen.model.tone
        visible: text !== ""
    }
    Phrase {
        Accessible.name: text
        Accessible.role: Accessible.Heading
        Layout.fillWidth: true
        role: "question"
        text: screen.model.headline
    }
    Phrase {
        Layout.fillWidth: true
        role: "hint"
        text: Words.say("paper.printer.ask")
        visible: printers.count > 0
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 2 * Theme.step
        columns: screen.wide ? 2 : 1
        rowSpacing: 2 * Theme.step
        visible: printers.count > 0

        Repeater {
            id: printers

            model: screen.model.printers

            ChoiceCard {
                required property int index
                required property string modelData

                Layout.fillWidth: true
                checked: screen.model.printer === index
                objectName: "printer-" + index
                text: modelData

                onClicked: screen.model.usePrinter(index)
            }
        }
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 3 * Theme.step
        columns: screen.wide ? 2 : 1
        rowSpacing: 3 * Theme.step
        uniformCellWidths: true

        Repeater {
            id: cards

            model: screen.rows

            PaperCard {
                id: card

                required property int index
                required property var modelData

                Layout.alignment: Qt.AlignTop
                Layout.fillWidth: true
                free: screen.model.free
                objectName: "paper-" + index
                paper: modelData
                wide: !screen.wide && Theme.textScale < 1.5

                onAsked: screen.model.print(card.modelData.id)
                onBecause: reason => screen.model.printCopy(reason)
            }
        }
    }
}
