// Put aside: the code to go on with, what is still needed, and the slip to take along.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

VisitPage {
    id: screen

    required property SlipModel model
    readonly property bool printing: visit.busy === "print"
    readonly property bool failed: visit.problem !== "" && !printing

    primaryEnabled: !printing
    primarySymbol: "check"
    primaryText: Words.say("kiosk.slip.done")
    settle: 0.25
    title: Words.say("kiosk.slip.title")

    onPrimary: visit.finish()

    // The code first: it must be seen, whatever the words' size, and above all when no slip came.
    GridLayout {
        readonly property bool beside: screen.width > screen.height * 1.2

        Layout.fillWidth: true
        columnSpacing: 5 * Theme.step
        rowSpacing: 3 * Theme.step
        uniformCellWidths: true

        Card {
            Layout.alignment: Qt.AlignTop
            Layout.column: 0
            Layout.fillWidth: true
            Layout.row: 0

            Phrase {
                Layout.fillWidth: true
                role: "hint"
                text: Words.say("kiosk.slip.code")
            }
            Phrase {
                Layout.fillWidth: true
                color: Theme.brand
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.small
                objectName: "slip-code"
                role: "title"
                text: screen.model.code
                wrapMode: Text.NoWrap
            }
        }
        ColumnLayout {
            Layout.alignment: Qt.AlignTop
            Layout.column: parent.beside ? 1 : 0
            Layout.fillWidth: true
            Layout.row: parent.beside ? 0 : 1
            Layout.rowSpan: parent.beside ? 2 : 1
            spacing: 3 * Theme.step

            TakeAlong {
                Layout.fillWidth: true
                symbol: screen.printing ? "printer" : "receipt-text"
                text: screen.printing ? Words.say("kiosk.slip.printing") : screen.model.printed ? Words.say(
                                                                              "kiosk.slip.printed") : ""
            }
            Notice {
                Layout.fillWidth: true
                text: screen.failed ? Words.say("kiosk.slip.not_printed") : ""
                tone: "warning"
                visible: text !== ""
            }
            QuietButton {
                Layout.fillWidth: true
                objectName: "slip-again"
                symbol: "printer"
                text: Words.say("kiosk.receipt.print_again")
                visible: screen.failed

                onClicked: screen.model.printAgain()
            }
            Card {
                Layout.fillWidth: true
                title: Words.say("kiosk.slip.needed")
                visible: rows.count > 0

                Repeater {
                    id: rows

                    model: screen.model.needed

                    BulletLine {
                        required property string modelData

                        Layout.fillWidth: true
                        text: modelData
                    }
                }
            }
        }
        ColumnLayout {
            Layout.alignment: Qt.AlignTop
            Layout.column: 0
            Layout.fillWidth: true
            Layout.row: parent.beside ? 1 : 2
            spacing: 3 * Theme.step

            Phrase {
                Layout.fillWidth: true
                text: Words.say("kiosk.slip.how")
            }
            Notice {
                Layout.fillWidth: true
                text: Words.say("kiosk.slip.kept")
            }
            Phrase {
                Layout.fillWidth: true
                role: "hint"
                text: screen.failed ? Words.say("kiosk.receipt.staff", {
                    "problem": screen.visit.problem
                }) : ""
                visible: text !== ""
            }
        }
    }
}
