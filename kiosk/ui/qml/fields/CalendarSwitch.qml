// Which calendar a day is typed in.
//
//   calendar  "hijri" | "gregorian"      name  the question, for screen readers      signal chosen(string calendar)
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import controls

RowLayout {
    id: calendars

    required property string calendar
    required property string name

    signal chosen(string calendar)

    spacing: Theme.gap

    Repeater {
        model: ["hijri", "gregorian"]

        ChoiceCard {
            required property string modelData

            Accessible.name: calendars.name + ", " + text
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            checked: calendars.calendar === modelData
            objectName: "calendar-" + modelData
            padding: 2 * Theme.step
            text: Words.say("controls.calendar." + modelData)

            onClicked: calendars.chosen(modelData)
        }
    }
}
