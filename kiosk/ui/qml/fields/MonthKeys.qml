// The twelve months of a calendar as keys.
//
//   month  the chosen one's number, "" for none      names  of the twelve
//   signal chosen(string month)
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import controls

GridLayout {
    id: keys

    required property string month
    required property var names

    signal chosen(string month)

    columnSpacing: Theme.gap
    columns: Theme.textScale > 1.3 ? 2 : 3
    rowSpacing: Theme.gap

    Repeater {
        // Twelve keys take longer to make than the rest of a date: they are made when they are wanted.
        model: keys.visible ? 12 : 0

        QuietButton {
            required property int index
            readonly property string number: String(index + 1)

            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            objectName: "month-" + number
            symbol: keys.month === number ? "check" : ""
            text: number + " \u00b7 " + keys.names[index]

            onClicked: keys.chosen(number)
        }
    }
}
