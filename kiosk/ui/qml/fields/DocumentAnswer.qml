// A document laid on the scanner in the middle of the questions; where several would do, the person says which it is.
//
//   question, asked(id, verb, value) as in FieldLoader.qml      addText  words on the key      busyText  words while it works      symbol  before any picture
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import controls

FieldFrame {
    id: field

    property alias addText: tile.addText
    property alias busyText: tile.busyText
    property alias symbol: tile.symbol
    property bool choosing: false
    readonly property var alternatives: question.alternatives ?? []

    bare: true

    function scan() {
        // A further page belongs to what was chosen for the first.
        if (question.more)
            return asked(question.id, "scan", question.chosen);
        if (alternatives.length > 1 && !choosing) {
            choosing = true;
            return;
        }
        choosing = false;
        asked(question.id, "scan", alternatives[0]?.id ?? "");
    }

    DocumentTile {
        id: tile

        Layout.fillWidth: true
        hint: field.question.hint ?? ""
        name: field.question.label
        paper: field.question
        problem: field.question.problem ?? ""
        required: field.question.required

        onAdd: field.scan()
        onOpen: field.asked(field.question.id, "pages", "")
        onRemove: field.asked(field.question.id, "remove", "")
    }
    Phrase {
        Layout.fillWidth: true
        strong: true
        text: Words.say("kiosk.documents.which")
        visible: field.choosing
    }
    Repeater {
        model: field.choosing ? field.alternatives : []

        ChoiceCard {
            required property var modelData

            Layout.fillWidth: true
            objectName: "alternative-" + modelData.id
            symbol: "file-text"
            text: modelData.name

            onClicked: {
                field.choosing = false;
                field.asked(field.question.id, "scan", modelData.id);
            }
        }
    }
}
