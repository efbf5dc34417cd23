// The printer's test page over the devices page: print it, look at it, and say of each of its marks whether it is right.
//
//   model  the PrinterTestModel
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

PageFrame {
    id: screen

    required property PrinterTestModel model

    canGoBack: true
    canStartOver: false
    hint: model.asking ? "" : Words.say("printer_test.help")
    objectName: "printer-test-screen"
    primaryEnabled: model.asking ? model.answered && model.free : model.free
    primarySymbol: model.asking ? "check" : "printer"
    primaryText: Words.say(model.asking ? "printer_test.keep" : "printer_test.print")
    title: Words.say("printer_test.title")

    onBack: model.hide()
    onPrimary: model.asking ? model.keep() : model.print()

    Notice {
        Layout.fillWidth: true
        text: screen.model.notice
        tone: screen.model.tone
        visible: text !== ""
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 2 * Theme.step
        columns: screen.wide ? 2 : 1
        rowSpacing: 2 * Theme.step
        visible: printers.count > 0 && !screen.model.asking

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
        rowSpacing: 2 * Theme.step
        uniformCellWidths: true

        Repeater {
            model: screen.model.questions

            Card {
                id: card

                required property int index
                required property var modelData

                Layout.alignment: Qt.AlignTop
                Layout.fillWidth: true
                inset: 2 * Theme.step
                objectName: "question-" + modelData.check

                Phrase {
                    Layout.fillWidth: true
                    text: card.modelData.text
                }
                RowLayout {
                    Layout.fillWidth: true
                    spacing: 2 * Theme.step
                    uniformCellSizes: true

                    Repeater {
                        model: ["yes", "no"]

                        ChoiceCard {
                            required property string modelData

                            Accessible.name: text + ": " + card.modelData.text
                            Layout.fillWidth: true
                            checked: card.modelData.answer === modelData
                            objectName: modelData
                            text: Words.say("printer_test." + modelData)

                            onClicked: screen.model.answer(card.modelData.check, modelData === "yes")
                        }
                    }
                }
            }
        }
    }
}
