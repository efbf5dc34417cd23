// The purpose notice before the first personal question.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

VisitPage {
    id: screen

    required property NeedsModel model

    primaryText: Words.say("kiosk.consent.agree")
    settle: 0.25
    title: Words.say("kiosk.consent.title")

    onPrimary: visit.agree()

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 6 * Theme.step
        columns: screen.wide ? 2 : 1
        rowSpacing: 5 * Theme.step
        uniformCellWidths: true

        Card {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true

            Phrase {
                Layout.fillWidth: true
                text: screen.model.purpose
            }
            Phrase {
                Layout.fillWidth: true
                role: "hint"
                text: Words.say("kiosk.consent.owner", {
                    "owner": screen.model.owner
                })
            }
        }
        ColumnLayout {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            spacing: 4 * Theme.step

            Repeater {
                model: [["shield-check", "sealed"], ["trash-2", "kept"], ["user", "rights"]]

                RowLayout {
                    id: promise

                    required property var modelData

                    Layout.fillWidth: true
                    spacing: 3 * Theme.step

                    Icon {
                        Layout.alignment: Qt.AlignTop
                        color: Theme.brand
                        name: promise.modelData[0]
                        size: 64 * Theme.unit
                    }
                    Phrase {
                        Layout.fillWidth: true
                        text: Words.say("kiosk.consent." + promise.modelData[1])
                    }
                }
            }
        }
    }
}
