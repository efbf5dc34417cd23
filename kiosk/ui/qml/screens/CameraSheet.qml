// The camera at work, over everything else: its live picture, what to do in words, and two ways out.
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

    color: Theme.paper
    objectName: "camera-sheet"
    visible: model.active

    // What lies below must not be touched through it.
    MouseArea {
        anchors.fill: parent
    }
    ColumnLayout {
        anchors.fill: parent
        anchors.margins: 5 * Theme.step
        spacing: 4 * Theme.step

        Phrase {
            Layout.fillWidth: true
            Layout.minimumHeight: 2.6 * Theme.title
            Accessible.role: Accessible.AlertMessage
            color: sheet.model.ready ? Theme.success : Theme.ink
            horizontalAlignment: Text.AlignHCenter
            objectName: "camera-advice"
            role: "title"
            text: sheet.model.advice === "" ? Words.say("kiosk.camera.starting") : sheet.model.advice
            verticalAlignment: Text.AlignVCenter
        }
        CameraView {
            id: view

            Layout.fillHeight: true
            Layout.fillWidth: true
            model: sheet.model

            Rectangle {
                border.color: sheet.model.ready ? Theme.success : Theme.warning
                border.width: 6 * Theme.hairline
                color: "transparent"
                height: sheet.place.height * view.shown.height
                radius: Theme.radius
                visible: sheet.place.width > 0
                width: sheet.place.width * view.shown.width
                x: view.shown.x + sheet.place.x * view.shown.width
                y: view.shown.y + sheet.place.y * view.shown.height
            }
        }
        GridLayout {
            id: keys

            // Beside each other the large words of a narrow screen would break in their middle.
            readonly property bool stacked: Theme.textScale >= 1.5 && sheet.width < sheet.height

            Layout.fillWidth: true
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
