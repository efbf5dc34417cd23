// A day: three boxes, the month chosen by name. Answers ISO 8601 once complete, the parts as typed (5/3/) before.
// Where question.hijri, a switch says which calendar is typed, and the same day in the other one stands below; a
// Hijri day is answered alike, as 1447-09-12.
//
//   question, answered(id, value) as in FieldLoader.qml
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import controls

FieldFrame {
    id: field

    // Kept here while a person is at it; read from the question whenever that says something new.
    property string day
    property string month
    property string year
    property bool choosingMonth: false
    property string calendar: "gregorian"
    readonly property var months: (calendar === "hijri" ? question.hijriMonths : question.months) ?? []
    readonly property string monthName: months[Number(month) - 1] ?? Words.say("controls.choose_month")
    readonly property string given: question.value ?? ""

    Component.onCompleted: read()
    onGivenChanged: read()

    function read() {
        if (given === written())
            return;
        const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(given);
        const parts = iso ? [iso[3], iso[2], iso[1]] : given.split("/");
        day = parts[0] ?? "";
        month = String(Number(parts[1] ?? "") || "");
        year = parts[2] ?? "";
        if (iso)
            calendar = question.calendar ?? "gregorian";
    }
    function written(): string {
        if (day === "" && month === "" && year === "")
            return "";
        if (/^\d{1,2}$/.test(day) && month !== "" && /^\d{4}$/.test(year))
            return year + "-" + month.padStart(2, "0") + "-" + day.padStart(2, "0");
        return day + "/" + month + "/" + year;
    }
    function tell() {
        answered(question.id, written());
    }
    // A whole day moves to the other calendar; half of one would become another day there and goes.
    function turn(wanted: string) {
        if (wanted === calendar)
            return;
        calendar = wanted;
        choosingMonth = false;
        answered(question.id, question.otherValue ?? "");
        if (given !== written())
            read();
    }

    CalendarSwitch {
        Layout.fillWidth: true
        calendar: field.calendar
        name: field.question.label
        visible: field.question.hijri ?? false

        onChosen: calendar => field.turn(calendar)
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 2 * Theme.step
        columns: 3
        rowSpacing: Theme.step / 2

        Phrase {
            role: "hint"
            text: Words.say("controls.day")
        }
        Phrase {
            role: "hint"
            text: Words.say("controls.month")
        }
        Phrase {
            role: "hint"
            text: Words.say("controls.year")
        }
        TextBox {
            id: dayBox

            Layout.fillWidth: true
            Layout.horizontalStretchFactor: 2
            Layout.preferredWidth: 0
            code: true
            given: field.day
            hints: Qt.ImhDigitsOnly
            invalid: field.question.problem !== ""
            maximumLength: 2
            objectName: "day"
            name: field.question.label + ", " + Words.say("controls.day")

            onTyped: text => {
                field.day = Words.asciiDigits(text);
                field.tell();
            }
        }
        QuietButton {
            Accessible.name: field.question.label + ", " + Words.say("controls.month") + ": " + text
            Layout.fillWidth: true
            Layout.horizontalStretchFactor: 5
            Layout.preferredWidth: 0
            invalid: field.question.problem !== ""
            implicitHeight: Math.max(dayBox.implicitHeight, implicitContentHeight + topPadding + bottomPadding)
            objectName: "month"
            symbol: "chevron-down"
            // Beside large text only one of the two fits on the line.
            text: field.month === "" || Theme.textScale > 1.3 ? field.monthName : field.month + " \u00b7 " + field.monthName

            onClicked: field.choosingMonth = !field.choosingMonth
        }
        TextBox {
            Layout.fillWidth: true
            Layout.horizontalStretchFactor: 3
            Layout.preferredWidth: 0
            code: true
            given: field.year
            hints: Qt.ImhDigitsOnly
            invalid: field.question.problem !== ""
            maximumLength: 4
            objectName: "year"
            name: field.question.label + ", " + Words.say("controls.year")

            onTyped: text => {
                field.year = Words.asciiDigits(text);
                field.tell();
            }
        }
    }
    MonthKeys {
        Layout.fillWidth: true
        month: field.month
        names: field.months
        visible: field.choosingMonth

        onChosen: month => {
            field.month = month;
            field.choosingMonth = false;
            field.tell();
        }
    }
    Fact {
        Layout.fillWidth: true
        objectName: "other-calendar"
        symbol: "calendar"
        text: field.question.otherCalendar ? Words.say("controls.same_day", {
            "day": field.question.otherCalendar
        }) : ""
    }
}
