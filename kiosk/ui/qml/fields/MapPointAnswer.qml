// A place: this kiosk's own by one touch, or latitude and longitude typed in degrees. Answers "29.3759,47.9774".
//
//   question, answered(id, value) as in FieldLoader.qml; question.place ("lat,long") offers the kiosk's own place
import QtQuick
import QtQuick.Layouts
import controls

FieldFrame {
    id: field

    readonly property var parts: (question.value ?? "").split(",")

    function tell(latitude: string, longitude: string) {
        answered(question.id, latitude === "" && longitude === "" ? "" : Words.asciiDigits(latitude + "," + longitude));
    }

    QuietButton {
        Layout.fillWidth: true
        objectName: "place-here"
        symbol: "map-pin"
        text: Words.say("controls.place_here")
        visible: (field.question.place ?? "") !== ""

        onClicked: field.answered(field.question.id, field.question.place)
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 2 * Theme.step
        columns: 2
        rowSpacing: Theme.step / 2

        Phrase {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            role: "hint"
            text: Words.say("controls.latitude")
        }
        Phrase {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            role: "hint"
            text: Words.say("controls.longitude")
        }
        TextBox {
            id: latitude

            Layout.fillWidth: true
            Layout.preferredWidth: 1
            code: true
            given: field.parts[0] ?? ""
            hints: Qt.ImhFormattedNumbersOnly
            invalid: field.question.problem !== ""
            maximumLength: 12
            objectName: "latitude"
            name: field.question.label + ", " + Words.say("controls.latitude")

            onTyped: text => field.tell(text, longitude.text)
        }
        TextBox {
            id: longitude

            Layout.fillWidth: true
            Layout.preferredWidth: 1
            code: true
            given: field.parts[1] ?? ""
            hints: Qt.ImhFormattedNumbersOnly
            invalid: field.question.problem !== ""
            maximumLength: 12
            objectName: "longitude"
            name: field.question.label + ", " + Words.say("controls.longitude")

            onTyped: text => field.tell(latitude.text, text)
        }
    }
}
