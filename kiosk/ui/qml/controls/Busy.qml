// A wait: what is happening, a calm bar, and after ten seconds how long it has been and what the person may do.
//
//   text  what is happening      advice  what may be done after ten seconds ("" for none)      running (default true)
import QtQuick
import QtQuick.Layouts

ColumnLayout {
    id: busy

    property string text
    property string advice
    property bool running: true
    property int seconds: 0
    readonly property string clock: Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0")

    Accessible.name: text
    Accessible.role: Accessible.StatusBar
    spacing: 2 * Theme.step
    visible: running

    onRunningChanged: seconds = 0

    Timer {
        interval: 1000
        repeat: true
        running: busy.running

        onTriggered: busy.seconds += 1
    }
    Phrase {
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        role: "question"
        text: busy.text
    }
    Rectangle {
        id: track

        Layout.alignment: Qt.AlignHCenter
        Layout.fillWidth: true
        Layout.maximumWidth: 640 * Theme.unit
        Layout.preferredHeight: 2 * Theme.step
        border.color: Theme.edge
        border.width: Theme.hairline
        clip: true
        color: Theme.surface
        radius: height / 2

        Rectangle {
            id: runner

            color: Theme.brand
            height: parent.height
            radius: height / 2
            width: track.width / 4
            // Where nothing moves it stands in the middle, at neither end of a way.
            x: (track.width - width) / 2

            SequentialAnimation on x {
                loops: Animation.Infinite
                running: busy.running && busy.visible && !Theme.reducedMotion

                NumberAnimation {
                    duration: 1800
                    easing.type: Easing.InOutSine
                    from: 0
                    to: track.width - runner.width
                }
                NumberAnimation {
                    duration: 1800
                    easing.type: Easing.InOutSine
                    from: track.width - runner.width
                    to: 0
                }
            }
        }
    }
    Phrase {
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        opacity: busy.seconds >= 10 ? 1 : 0
        quiet: true
        text: Words.say("controls.busy_for", {
            "clock": "\u2066" + busy.clock + "\u2069"
        }) + (busy.advice === "" ? "" : " " + busy.advice)
    }
}
