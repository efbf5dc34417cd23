// How far along a visit is, in words and in segments: "Step 3 of 6: the shop".
//
//   place  count (whole numbers; hidden while place is 0)      words  what this step is about
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

ColumnLayout {
    id: progress

    required property int place
    required property int count
    property string words

    Accessible.name: line.text
    Accessible.role: Accessible.ProgressBar
    spacing: Theme.step
    visible: place > 0

    Phrase {
        id: line

        Layout.fillWidth: true
        color: Theme.brand
        role: "hint"
        strong: true
        text: Words.say("controls.step", {
            "place": progress.place,
            "count": progress.count,
            "words": progress.words
        })
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.step

        Repeater {
            model: progress.count

            Rectangle {
                id: segment

                required property int index
                readonly property bool done: index < progress.place

                Layout.fillWidth: true
                Layout.preferredHeight: 12 * Theme.unit
                border.color: done ? Theme.brand : Theme.edge
                border.width: Theme.hairline
                color: done ? Theme.brand : Theme.surface
                radius: height / 2
            }
        }
    }
}
