// One entry of a list that the portal keeps: searched while it is typed; where the portal is away, typed by hand.
//
//   question, answered(id, value), asked(id, "search", words) as in FieldLoader.qml
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import controls

FieldFrame {
    id: field

    readonly property string reach: question.reach ?? ""
    readonly property bool byHand: reach === "unreachable"
    readonly property string written: question.chosen ?? ""
    readonly property bool settled: written !== "" && !byHand && !changing
    property bool changing: false
    // Words that are searched for once more; until there is an answer they stay in the box.
    property bool trying: false
    property string kept

    function tryAgain() {
        kept = words.text;
        trying = true;
        answered(question.id, "");
        asked(question.id, "search", kept);
    }

    onReachChanged: trying = trying && reach === "busy"
    // What was typed to search with is an answer once nobody can search.
    onByHandChanged: {
        if (byHand && written === "" && words.text !== "")
            answered(question.id, words.text);
    }

    ChoiceCard {
        Layout.fillWidth: true
        checked: true
        objectName: "chosen"
        text: field.written
        visible: field.settled

        onClicked: field.changing = true
    }
    QuietButton {
        Layout.fillWidth: true
        objectName: "change"
        symbol: "pencil"
        text: Words.say("controls.choose_again")
        visible: field.settled

        onClicked: field.changing = true
    }
    Fact {
        Layout.fillWidth: true
        symbol: "search"
        text: field.settled || field.byHand ? "" : Words.say("controls.search")
    }
    Notice {
        Layout.fillWidth: true
        objectName: "reach"
        text: Words.say("controls.register_unreachable")
        visible: field.byHand
    }
    QuietButton {
        Accessible.name: text + ": " + field.question.label
        Layout.fillWidth: true
        objectName: "try-again"
        symbol: "rotate-ccw"
        text: Words.say("controls.try_again")
        visible: field.byHand

        onClicked: field.tryAgain()
    }
    TextBox {
        id: words

        Layout.fillWidth: true
        given: field.byHand && !field.trying ? field.written : field.kept
        invalid: field.question.problem !== ""
        maximumLength: field.question.maxLength || 120
        name: field.question.label
        visible: !field.settled

        onTyped: text => {
            if (field.byHand)
                field.answered(field.question.id, text);
            else
                pause.restart();
        }
    }
    // Nobody wants an answer to every letter.
    Timer {
        id: pause

        interval: 300

        onTriggered: field.asked(field.question.id, "search", words.text)
    }
    Fact {
        Layout.fillWidth: true
        symbol: "hourglass"
        text: field.reach === "busy" && !field.settled ? Words.say("controls.register_busy") : ""
    }
    Phrase {
        Layout.fillWidth: true
        quiet: true
        text: Words.say("controls.search_none")
        visible: field.reach === "none" && !field.settled
    }
    Repeater {
        model: field.settled ? [] : field.question.found ?? []

        ChoiceCard {
            required property var modelData

            Layout.fillWidth: true
            checked: field.question.value === modelData.id
            objectName: "found-" + modelData.id
            text: modelData.label

            onClicked: {
                field.changing = false;
                field.answered(field.question.id, modelData.id);
            }
        }
    }
}
