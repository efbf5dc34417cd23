// Nobody is here yet: what this window is for, in four pictures, and one key.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

Item {
    id: screen

    required property VisitModel visit
    property string municipality
    property string office
    readonly property bool wide: width > height
    readonly property var steps: [["id-card", "step_card"], ["pencil", "step_form"], ["credit-card", "step_pay"], [
            "receipt-text", "step_receipt"]]

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    StarPattern {
        anchors.fill: parent
    }
    MouseArea {
        Accessible.ignored: true
        anchors.fill: parent

        onClicked: screen.visit.touch()
    }
    ColumnLayout {
        anchors.centerIn: parent
        spacing: (screen.wide ? 5 : 9) * Theme.step
        width: Math.min(parent.width - 2 * Theme.margin, (screen.wide ? 1400 : 1000) * Theme.unit)

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.step

            Phrase {
                Layout.fillWidth: true
                color: Theme.brand
                horizontalAlignment: Text.AlignHCenter
                role: "title"
                text: screen.municipality
            }
            Phrase {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignHCenter
                quiet: true
                role: "body"
                text: screen.office
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2 * Theme.step

            Phrase {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignHCenter
                role: "display"
                text: Words.say("kiosk.attract.title")
            }
            Phrase {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignHCenter
                role: "body"
                text: Words.say("kiosk.attract.line")
            }
        }
        GridLayout {
            Layout.fillWidth: true
            columnSpacing: 3 * Theme.step
            columns: screen.wide || Theme.textScale < 1.4 ? 4 : 2
            rowSpacing: 3 * Theme.step
            uniformCellWidths: true

            Repeater {
                model: screen.steps

                Rectangle {
                    id: tile

                    required property var modelData
                    required property int index

                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    Layout.preferredHeight: tileColumn.implicitHeight + 6 * Theme.step
                    border.color: Theme.line
                    border.width: Theme.hairline
                    color: Theme.surface
                    radius: Theme.radius

                    ColumnLayout {
                        id: tileColumn

                        anchors.left: parent.left
                        anchors.margins: 2 * Theme.step
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        spacing: 2 * Theme.step

                        Icon {
                            Layout.alignment: Qt.AlignHCenter
                            color: Theme.brand
                            name: tile.modelData[0]
                            size: 88 * Theme.unit
                        }
                        Phrase {
                            Layout.fillWidth: true
                            color: Theme.ink
                            horizontalAlignment: Text.AlignHCenter
                            role: "hint"
                            strong: true
                            text: Words.say("kiosk.attract." + tile.modelData[1])
                        }
                    }
                }
            }
        }
        PrimaryButton {
            Layout.alignment: Qt.AlignHCenter
            Layout.fillWidth: true
            Layout.maximumWidth: 760 * Theme.unit
            objectName: "start"
            text: Words.say("kiosk.attract.start")

            onClicked: screen.visit.touch()
        }
    }
}
