// Where a person signs: a line to sign on, and a key to begin again.
//
//   strokes  list of strokes, each a list of [x, y] in a box of 1000 x 400      empty      function clear()
//   prompt   words below the line      name  for screen readers      function show(strokes)
//   signal signed()  a stroke has ended, or all are gone
import QtQuick
import QtQuick.Layouts
import Shubbak

ColumnLayout {
    id: box

    readonly property alias strokes: pad.strokes
    readonly property alias empty: pad.empty
    property string prompt: Words.say("controls.sign_here")
    property string name: prompt

    signal signed

    spacing: 2 * Theme.step

    function clear() {
        pad.clear();
    }
    function show(strokes: var) {
        pad.show(strokes);
    }

    Rectangle {
        Layout.fillWidth: true
        Layout.preferredHeight: width * 0.4
        border.color: Theme.edge
        border.width: Theme.hairline
        color: Theme.surface
        radius: Theme.radius

        Rectangle {
            id: line

            anchors.bottom: parent.bottom
            anchors.bottomMargin: parent.height * 0.24
            anchors.horizontalCenter: parent.horizontalCenter
            color: Theme.edge
            height: Theme.hairline
            width: parent.width * 0.84
        }
        Phrase {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.top: line.bottom
            anchors.topMargin: Theme.step
            role: "hint"
            text: box.prompt
        }
        SignaturePad {
            id: pad

            Accessible.name: box.name
            Accessible.role: Accessible.Graphic
            anchors.fill: parent
            objectName: "signature-pad"
            ink: Theme.ink

            onStrokesChanged: box.signed()
        }
    }
    QuietButton {
        enabled: !pad.empty
        symbol: "rotate-ccw"
        text: Words.say("controls.sign_again")

        onClicked: pad.clear()
    }
}
