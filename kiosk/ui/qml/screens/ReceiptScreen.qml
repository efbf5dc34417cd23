// Done: what to take along, the number and the code to check it by, what happens next.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

VisitPage {
    id: screen

    required property ReceiptModel model
    readonly property bool drawing: model.plan === "drawing"
    readonly property bool printing: visit.busy === "print"
    readonly property bool failed: visit.problem !== "" && !printing

    primaryEnabled: !printing && !drawing
    primarySymbol: "check"
    primaryText: Words.say("kiosk.receipt.done")
    settle: 0.25
    title: Words.say("kiosk.receipt.title")

    onPrimary: visit.finish()

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 5 * Theme.step
        columns: screen.wide ? 2 : 1
        rowSpacing: 4 * Theme.step
        uniformCellWidths: true

        ColumnLayout {
            Layout.alignment: Qt.AlignTop
            Layout.column: 0
            Layout.fillWidth: true
            Layout.row: 0
            spacing: 3 * Theme.step

            Notice {
                Layout.fillWidth: true
                text: screen.model.accepted ? Words.say("kiosk.receipt.accepted", {
                    "case": screen.model.case
                }) : Words.say("kiosk.receipt.taken")
                tone: "success"
            }
            TakeAlong {
                Layout.fillWidth: true
                symbol: screen.printing ? "printer" : "receipt-text"
                text: screen.printing ? Words.say("kiosk.receipt.printing") : screen.model.printed ? Words.say(
                                                                                 "kiosk.receipt.printed") : ""
            }
            PlanTaken {
                Layout.fillWidth: true
                model: screen.model
            }
            TakeAlong {
                Layout.fillWidth: true
                symbol: "id-card"
                text: screen.model.tookCard && !screen.printing ? Words.say("kiosk.receipt.take_card") : ""
            }
            Notice {
                Layout.fillWidth: true
                text: !screen.failed ? "" : screen.model.unsure ? Words.say("kiosk.receipt.unsure") : Words.say(
                                                                      "kiosk.receipt.not_printed")
                title: screen.model.unsure ? Words.say("kiosk.receipt.unsure_title") : Words.say(
                                                 "kiosk.receipt.not_printed_title")
                tone: "warning"
                visible: text !== ""
            }
            QuietButton {
                Layout.fillWidth: true
                objectName: "print-again"
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
        Card {
            Layout.alignment: Qt.AlignTop
            Layout.column: screen.wide ? 1 : 0
            Layout.fillWidth: true
            Layout.row: screen.wide ? 0 : 1
            Layout.rowSpan: screen.wide ? 3 : 1

            Phrase {
                Layout.fillWidth: true
                role: "hint"
                text: Words.say("kiosk.receipt.number")
            }
            Phrase {
                Layout.fillWidth: true
                color: Theme.brand
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.small
                objectName: "receipt-number"
                role: "title"
                text: screen.model.number
                wrapMode: Text.NoWrap
            }
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
                        objectName: "receipt-code"
                        source: screen.model.code
                        sourceSize: Qt.size(width, height)
                    }
                }
                Phrase {
                    Layout.fillWidth: true
                    text: screen.failed ? Words.say("kiosk.receipt.photograph") : Words.say("kiosk.receipt.scan")
                }
            }
        }
        Card {
            Layout.alignment: Qt.AlignTop
            Layout.column: 0
            Layout.fillWidth: true
            Layout.row: screen.wide ? 1 : 2
            title: Words.say("kiosk.receipt.next")

            Phrase {
                Layout.fillWidth: true
                text: screen.model.nextStep
            }
            Image {
                Accessible.name: Words.say("plan.visit.code")
                Accessible.role: Accessible.Graphic
                Layout.preferredHeight: 300 * Theme.unit
                Layout.preferredWidth: 300 * Theme.unit
                cache: false
                fillMode: Image.Pad
                objectName: "plan-code"
                source: screen.model.planCode
                sourceSize: Qt.size(300 * Theme.unit, 300 * Theme.unit)
                visible: screen.model.planCode !== ""
            }
            Phrase {
                Layout.fillWidth: true
                role: "hint"
                text: Words.say("plan.visit.code")
                visible: screen.model.planCode !== ""
            }
        }
        Item {
            Layout.column: 0
            Layout.fillHeight: true
            Layout.row: 2
            visible: screen.wide
        }
    }
}
