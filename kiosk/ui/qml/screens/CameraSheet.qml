// The camera at work, over everything else: its live picture, what to do in words and drawn, and two ways out.
//
//   model  the camera
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

Rectangle {
    id: sheet

    required property CameraModel model
    readonly property rect place: model.place
    // A wide screen has room beside the picture, and none to spare above and below it.
    readonly property bool beside: width > height * 1.2
    readonly property bool tight: beside && Theme.textScale >= 1.5
    readonly property color tone: model.ready ? Theme.success : Theme.ink

    color: Theme.paper
    objectName: "camera-sheet"
    visible: model.active

    // What lies below must not be touched through it.
    MouseArea {
        anchors.fill: parent
    }
    GridLayout {
        anchors.fill: parent
        anchors.margins: 5 * Theme.step
        columnSpacing: 5 * Theme.step
        rowSpacing: 3 * Theme.step

        GridLayout {
            // The picture keeps its place, whatever is said.
            readonly property real room: sheet.beside ? sheet.width * 0.4 : sheet.width - 10 * Theme.step

            Layout.column: 0
            Layout.fillHeight: sheet.beside
            Layout.maximumWidth: room
            Layout.minimumHeight: 3.6 * Theme.title
            Layout.preferredWidth: room
            Layout.row: 0
            columnSpacing: 3 * Theme.step
            columns: sheet.beside ? 1 : 2
            rowSpacing: 2 * Theme.step

            AdviceDrawing {
                Layout.alignment: sheet.beside ? Qt.AlignHCenter | Qt.AlignBottom : Qt.AlignVCenter
                advice: sheet.model.drawing
                objectName: "camera-drawing"
                page: sheet.model.pages
                step1: (sheet.tight ? 0.5 : 0.72) * Theme.unit
                tone: sheet.tone
            }
            Phrase {
                Accessible.role: Accessible.AlertMessage
                Layout.alignment: sheet.beside ? Qt.AlignTop : Qt.AlignVCenter
                Layout.fillWidth: true
                color: sheet.tone
                horizontalAlignment: sheet.beside ? Text.AlignHCenter : Text.AlignLeft
                objectName: "camera-advice"
                role: sheet.tight ? "question" : "title"
                text: sheet.model.advice === "" ? Words.say("kiosk.camera.starting") : sheet.model.advice
            }
        }
        CameraView {
            id: view

            Layout.column: sheet.beside ? 1 : 0
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.row: sheet.beside ? 0 : 1
            Layout.rowSpan: sheet.beside ? 2 : 1
            fillColor: Theme.keyQuiet
            model: sheet.model

            // In two tones, which show on paper of any colour.
            Rectangle {
                border.color: Theme.surface
                border.width: 14 * Theme.unit
                color: "transparent"
                height: sheet.place.height * view.shown.height
                radius: Theme.radius
                visible: sheet.place.width > 0
                width: sheet.place.width * view.shown.width
                x: view.shown.x + sheet.place.x * view.shown.width
                y: view.shown.y + sheet.place.y * view.shown.height

                Rectangle {
                    anchors.fill: parent
                    anchors.margins: 3 * Theme.unit
                    border.color: sheet.model.ready ? Theme.success : Theme.warning
                    border.width: 8 * Theme.unit
                    color: "transparent"
                    radius: Theme.radius
                }
            }
        }
        GridLayout {
            id: keys

            // Beside each other the words of a narrow place would break in their middle.
            readonly property bool stacked: sheet.beside || Theme.textScale >= 1.5

            Layout.column: 0
            Layout.fillWidth: true
            Layout.maximumWidth: sheet.beside ? sheet.width * 0.4 : Number.POSITIVE_INFINITY
            Layout.row: sheet.beside ? 1 : 2
            columnSpacing: 3 * Theme.step
            rowSpacing: 2 * Theme.step

            QuietButton {
                Layout.column: 0
                Layout.fillWidth: true
                Layout.row: keys.stacked ? 1 : 0
                objectName: "camera-cancel"
                symbol: "x"
                text: Words.say("kiosk.camera.cancel")

                onClicked: sheet.model.cancel()
            }
            PrimaryButton {
                Layout.column: keys.stacked ? 0 : 1
                Layout.fillWidth: true
                Layout.row: 0
                objectName: "camera-shoot"
                symbol: "scan-line"
                text: Words.say("kiosk.camera.shoot")

                onClicked: sheet.model.shoot()
            }
        }
    }
}
