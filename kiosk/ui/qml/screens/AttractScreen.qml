// Nobody is here yet: what this window is for, in both languages and in four pictures, and one key.
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
    Item {
        id: place

        anchors.bottom: start.top
        anchors.bottomMargin: (screen.wide ? 4 : 8) * Theme.step
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.topMargin: 4 * Theme.step
        width: Math.min(parent.width - 2 * Theme.margin, (screen.wide ? 1560 : 1000) * Theme.unit)

        ColumnLayout {
            anchors.centerIn: parent
            // The largest text on the smallest screen is drawn a little smaller rather than cut.
            scale: Math.min(1, place.height / implicitHeight)
            spacing: (screen.wide ? 4 : 7) * Theme.step
            width: parent.width

            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.step / 2

                Phrase {
                    Layout.fillWidth: true
                    color: Theme.brand
                    horizontalAlignment: Text.AlignHCenter
                    role: "question"
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
                spacing: Theme.step

                Phrase {
                    Layout.fillWidth: true
                    horizontalAlignment: Text.AlignHCenter
                    role: "display"
                    text: Words.say("kiosk.attract.title")
                }
                Phrase {
                    Layout.fillWidth: true
                    color: Theme.brand
                    horizontalAlignment: Text.AlignHCenter
                    role: "question"
                    text: Words.other("kiosk.attract.title")
                }
                Phrase {
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.step
                    horizontalAlignment: Text.AlignHCenter
                    quiet: true
                    text: Words.say("kiosk.attract.line")
                    visible: Theme.textScale < 1.5
                }
            }
            GridLayout {
                Layout.fillWidth: true
                columnSpacing: 3 * Theme.step
                columns: screen.wide ? 4 : 2
                rowSpacing: 3 * Theme.step
                uniformCellWidths: true

                Repeater {
                    model: screen.steps

                    StepTile {
                        required property var modelData
                        required property int index

                        Layout.fillHeight: true
                        Layout.fillWidth: true
                        place: index + 1
                        symbol: modelData[0]
                        text: Words.say("kiosk.attract." + modelData[1])
                    }
                }
            }
        }
    }
    PrimaryButton {
        id: start

        anchors.bottom: parent.bottom
        anchors.bottomMargin: screen.wide ? 7 * Theme.step : parent.height * 0.11
        anchors.horizontalCenter: parent.horizontalCenter
        implicitHeight: Math.max(160 * Theme.unit, implicitContentHeight + topPadding + bottomPadding)
        objectName: "start"
        text: Words.say("kiosk.attract.start") + "  ·  " + Words.other("kiosk.attract.start")
        width: Math.min(parent.width - 2 * Theme.margin, 1000 * Theme.unit)

        onClicked: screen.visit.touch()
    }
}
