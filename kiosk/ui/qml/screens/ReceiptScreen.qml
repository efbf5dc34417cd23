// Done: the number, the code to check it by, what to take along, what happens next.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

VisitPage {
    id: screen

    required property ReceiptModel model
    readonly property bool printing: visit.busy === "print"

    primaryEnabled: !printing
    primarySymbol: "check"
    primaryText: Words.say("kiosk.receipt.done")
    title: Words.say("kiosk.receipt.title")

    onPrimary: visit.finish()

    Notice {
        Layout.fillWidth: true
        text: screen.model.accepted ? Words.say("kiosk.receipt.accepted", {
            "case": screen.model.case
        }) : Words.say("kiosk.receipt.taken")
        tone: "success"
    }
    Card {
        Layout.fillWidth: true

        GridLayout {
            Layout.fillWidth: true
            columnSpacing: 4 * Theme.step
            columns: Theme.textScale < 1.5 ? 2 : 1
            rowSpacing: 2 * Theme.step

            Rectangle {
                Layout.preferredHeight: 380 * Theme.unit
                Layout.preferredWidth: 380 * Theme.unit
                color: "white"

                Image {
                    Accessible.name: Words.say("kiosk.receipt.scan")
                    Accessible.role: Accessible.Graphic
                    anchors.fill: parent
                    cache: false
                    fillMode: Image.Pad
                    source: screen.model.code
                    sourceSize: Qt.size(width, height)
                }
            }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: 2 * Theme.step

                Phrase {
                    Layout.fillWidth: true
                    role: "hint"
                    text: Words.say("kiosk.receipt.number")
                }
                Phrase {
                    Layout.fillWidth: true
                    color: Theme.brand
                    objectName: "receipt-number"
                    role: "question"
                    text: screen.model.number
                }
                Phrase {
                    Layout.fillWidth: true
                    text: screen.visit.problem !== "" ? Words.say("kiosk.receipt.photograph") : Words.say(
                              "kiosk.receipt.scan")
                }
            }
        }
    }
    TakeAlong {
        Layout.fillWidth: true
        symbol: screen.printing ? "printer" : "receipt-text"
        text: screen.printing ? Words.say("kiosk.receipt.printing") : screen.model.printed ? Words.say(
                                                                         "kiosk.receipt.printed") : ""
    }
    TakeAlong {
        Layout.fillWidth: true
        symbol: "id-card"
        text: screen.model.tookCard && !screen.printing ? Words.say("kiosk.receipt.take_card") : ""
    }
    Notice {
        Layout.fillWidth: true
        text: screen.visit.problem === "" ? "" : Words.say("kiosk.receipt.not_printed")
        title: screen.visit.problem
        tone: "warning"
        visible: text !== ""
    }
    QuietButton {
        Layout.fillWidth: true
        objectName: "print-again"
        symbol: "printer"
        text: Words.say("kiosk.receipt.print_again")
        visible: screen.visit.problem !== "" && !screen.printing

        onClicked: screen.model.printAgain()
    }
    Card {
        Layout.fillWidth: true
        title: Words.say("kiosk.receipt.next")

        Phrase {
            Layout.fillWidth: true
            text: screen.model.nextStep
        }
    }
}
