// The identity document: read it, look at what was read, or type it.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls
import fields

VisitPage {
    id: screen

    required property IdentityModel model
    property bool typing: false
    property var typed: ({})
    readonly property bool reading: visit.busy === "identity"
    readonly property string mode: reading ? "reading" : typing ? "typing" : model.known ? "check" : "offer"

    primaryEnabled: !reading
    primarySymbol: mode === "offer" ? "scan-line" : "arrow-right"
    primaryText: ({
            "reading": "",
            "typing": Words.say("kiosk.identify.save"),
            "check": Words.say("kiosk.identify.confirm"),
            "offer": visit.problem === "" ? Words.say("kiosk.identify.scan") : Words.say("kiosk.identify.again")
        })[mode]
    hint: ({
            "reading": "",
            "typing": "",
            "check": model.typed ? Words.say("kiosk.identify.typed_hint") : Words.say("kiosk.identify.check_hint"),
            "offer": Words.say("kiosk.identify.hint")
        })[mode]
    title: ({
            "reading": "",
            "typing": Words.say("kiosk.identify.type_title"),
            "check": Words.say("kiosk.identify.check_title"),
            "offer": Words.say("kiosk.identify.title")
        })[mode]

    // Whatever starts a scan ends the typing: what is read comes up for a look.
    onReadingChanged: {
        if (reading)
            typing = false;
    }
    onPrimary: {
        if (mode === "typing")
            save();
        else if (mode === "check")
            visit.next();
        else
            model.offerCard();
    }

    function startTyping() {
        const values = {};
        for (const question of model.questions)
            values[question.id] = question.value;
        typed = values;
        typing = true;
    }
    function save() {
        model.type(typed);
        if (visit.problemCount === 0)
            typing = false;
    }

    CardDrawing {
        Layout.alignment: Qt.AlignHCenter
        Layout.fillWidth: true
        scanning: screen.reading
        visible: screen.mode === "offer" || screen.mode === "reading"
    }
    Busy {
        Layout.fillWidth: true
        running: screen.reading
        text: Words.say("kiosk.identify.reading")
    }
    Notice {
        Layout.fillWidth: true
        text: screen.visit.problem
        tone: "warning"
        visible: text !== "" && screen.mode === "offer"
    }
    Card {
        Layout.fillWidth: true
        visible: screen.mode === "check"

        Repeater {
            id: rows

            model: screen.mode === "check" ? screen.model.rows : []

            KeyValueRow {
                required property var modelData
                required property int index

                Layout.fillWidth: true
                label: modelData.label
                last: index === rows.count - 1
                value: modelData.value
            }
        }
    }
    Repeater {
        model: screen.mode === "typing" ? screen.model.questions : []

        FieldLoader {
            required property var modelData

            Layout.fillWidth: true
            objectName: "question-" + modelData.id
            question: modelData

            onAnswered: (id, value) => screen.typed[id] = value
        }
    }
    QuietButton {
        Layout.fillWidth: true
        objectName: "type-identity"
        symbol: screen.mode === "check" ? "pencil" : "keyboard"
        text: screen.mode === "check" ? Words.say("kiosk.identify.correct") : Words.say("kiosk.identify.type")
        visible: screen.mode === "check" || screen.mode === "offer"

        onClicked: screen.startTyping()
    }
    QuietButton {
        Layout.fillWidth: true
        objectName: "rescan-identity"
        symbol: "scan-line"
        text: Words.say("kiosk.identify.again")
        visible: screen.mode === "check" || screen.mode === "typing"

        onClicked: {
            screen.typing = false;
            screen.model.offerCard();
        }
    }
}
