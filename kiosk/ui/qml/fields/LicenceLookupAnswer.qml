// The number of a licence or file that a register knows: typed, looked up, and what was found shown.
//
//   question, answered(id, value), asked(id, "look_up", "") as in FieldLoader.qml
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import controls

FieldFrame {
    id: field

    readonly property string reach: question.reach ?? ""

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 2 * Theme.step
        columns: field.width > 700 * Theme.unit && Theme.textScale <= 1.3 ? 2 : 1
        rowSpacing: 2 * Theme.step

        TextBox {
            id: number

            Layout.fillWidth: true
            code: true
            given: field.question.value ?? ""
            hints: field.question.keyboard === "digits" ? Qt.ImhDigitsOnly : Qt.ImhPreferLatin
            invalid: field.question.problem !== ""
            maximumLength: field.question.maxLength || 40
            name: field.question.label

            onTyped: text => field.answered(field.question.id, Words.asciiDigits(text))
        }
        QuietButton {
            Accessible.name: text + ": " + field.question.label
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.maximumWidth: parent.columns > 1 ? 320 * Theme.unit : -1
            enabled: field.reach !== "busy" && number.text !== ""
            objectName: "look-up"
            symbol: field.reach === "unreachable" ? "rotate-ccw" : "search"
            text: Words.say(field.reach === "unreachable" ? "controls.try_again" : "controls.look_up.find")

            onClicked: field.asked(field.question.id, "look_up", "")
        }
    }
    Fact {
        Layout.fillWidth: true
        symbol: "hourglass"
        text: field.reach === "busy" ? Words.say("controls.look_up.busy") : ""
    }
    Notice {
        Layout.fillWidth: true
        objectName: "reach"
        text: field.reach === "none" || field.reach === "unreachable" ? Words.say("controls.look_up." + field.reach) : ""
        tone: field.reach === "none" ? "warning" : "info"
        visible: text !== ""
    }
    Card {
        Layout.fillWidth: true
        objectName: "found"
        title: Words.say("controls.look_up.found")
        visible: field.reach === "found"

        Repeater {
            model: field.reach === "found" ? field.question.found ?? [] : []

            Fact {
                required property var modelData

                Layout.fillWidth: true
                symbol: "check"
                text: modelData.label
            }
        }
    }
}
