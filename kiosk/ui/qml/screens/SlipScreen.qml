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

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 5 * Theme.step
        columns: screen.wide ? 2 : 1
        rowSpacing: 4 * Theme.step
        uniformCellWidths: true

        // What must be taken along or photographed stands first: large words leave room for little else.
        ColumnLayout {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
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
            Card {
                Layout.fillWidth: true

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
                Phrase {
                    Layout.fillWidth: true
                    text: Words.say("kiosk.slip.how")
                }
            }
        }
        ColumnLayout {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            spacing: 3 * Theme.step

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
            Notice {
                Layout.fillWidth: true
                text: Words.say("kiosk.slip.kept")
            }
            QuietButton {
                Layout.fillWidth: true
                objectName: "slip-again"
                symbol: "printer"
                text: Words.say("kiosk.receipt.print_again")
                visible: screen.failed

                onClicked: screen.model.printAgain()
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
