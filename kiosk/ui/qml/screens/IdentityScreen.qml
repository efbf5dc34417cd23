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
    // On a wide screen the drawing stands beside the words, whatever their size: both are seen at once.
    readonly property bool beside: width > height * 1.2
    readonly property string where: model.byCamera ? Words.say("kiosk.identify.title_camera") : Words.say("kiosk.identify.title")
    readonly property string what: model.byCamera ? Words.say("kiosk.identify.hint_camera") : Words.say("kiosk.identify.hint")
    readonly property string mode: reading ? "reading" : visit.busy === "chip" ? "chip" : typing ? "typing" : model.cards.length > 0 ? "cards" : model.asked ? "letters" : model.known ? "check" : "offer"
    // Nobody says yes to a name below the edge: where the words fill a low screen, the name stands before them.
    readonly property bool nameFirst: beside && !wide
    // Something that was read stands there for a look.
    readonly property bool toCheck: mode === "letters" || mode === "check"

    note: mode === "typing" && visit.wrongAnswers > 0 ? Words.say("kiosk.questions.left", {
        "count": visit.wrongAnswers
    }) : ""
    primaryEnabled: !reading
    settle: mode === "typing" ? 0 : 0.25
    primarySymbol: mode === "offer" || mode === "cards" ? "scan-line" : mode === "letters" ? "check" : "arrow-right"
    primaryText: ({
            "reading": "",
            "chip": Words.say("kiosk.identify.chip_skip"),
            "typing": Words.say("kiosk.identify.save"),
            "cards": Words.say("kiosk.identify.again"),
            "letters": Words.say("kiosk.identify.letters_yes"),
            "check": Words.say("kiosk.identify.confirm"),
            "offer": visit.problem === "" ? Words.say("kiosk.identify.scan") : Words.say("kiosk.identify.again")
        })[mode]
    hint: ({
            "reading": "",
            "chip": Words.say("kiosk.identify.chip_hint"),
            "typing": "",
            "cards": Words.say("kiosk.identify.cards_hint"),
            "letters": nameFirst ? "" : Words.say("kiosk.identify.letters_hint"),
            "check": model.typed ? Words.say("kiosk.identify.typed_hint") : Words.say("kiosk.identify.check_hint"),
            "offer": beside ? "" : what
        })[mode]
    title: ({
            "reading": "",
            "chip": Words.say("kiosk.identify.chip_title"),
            "typing": Words.say("kiosk.identify.type_title"),
            "cards": Words.say("kiosk.identify.cards_title"),
            "letters": nameFirst ? "" : Words.say("kiosk.identify.letters_title"),
            "check": Words.say("kiosk.identify.check_title"),
            "offer": beside ? "" : where
        })[mode]

    // Whatever starts a scan ends the typing: what is read comes up for a look.
    onReadingChanged: {
        if (reading)
            typing = false;
    }
    onModeChanged: pane.toTop()
    onPrimary: {
        if (mode === "typing")
            save();
        else if (mode === "letters")
            model.confirm();
        else if (mode === "chip")
            model.skipChip();
        else if (mode === "check")
            visit.next();
        else
            model.offerCard();
    }

    // What is typed stays here until it is saved; the model knows only what was read or saved before.
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
        else
            Qt.callLater(showFirstProblem);
    }
    function showFirstProblem() {
        for (let row = 0; row < fields.count; row++) {
            const field = fields.itemAt(row) as FieldLoader;
            if (field && field.question.problem !== "")
                return pane.show(field);
        }
    }

    Notice {
        Layout.fillWidth: true
        objectName: "identity-problem"
        text: screen.visit.problem
        tone: "warning"
        // Who types has found another way.
        visible: text !== "" && (screen.mode === "offer" || screen.mode === "check")
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 6 * Theme.step
        columns: screen.mode !== "letters" && (screen.beside && screen.mode !== "check" || screen.wide) ? 2 : 1
        rowSpacing: 4 * Theme.step
        uniformCellWidths: true
        visible: screen.mode !== "typing" && screen.mode !== "cards"

        CardDrawing {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            camera: screen.model.byCamera
            objectName: "identity-drawing"
            scanning: screen.reading
            visible: screen.mode === "offer" || screen.mode === "reading"
        }
        Card {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            visible: screen.mode === "letters"

            MarkedName {
                Layout.fillWidth: true
                longest: screen.model.longestWord
                name: screen.model.askedName
                objectName: "asked-name"
                words: screen.model.askedWords
            }
        }
        Card {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            visible: screen.mode === "check"

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0

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
        }
        GridLayout {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            columnSpacing: 3 * Theme.step
            // Below a name that takes the whole width the ways out of it stand side by side where they can.
            columns: screen.mode === "letters" && screen.wide ? 2 : 1
            rowSpacing: 3 * Theme.step
            uniformCellWidths: true

            PageHeader {
                Layout.fillWidth: true
                hint: screen.what
                title: screen.where
                visible: screen.beside && screen.mode === "offer"
            }
            PageHeader {
                Layout.fillWidth: true
                hint: Words.say("kiosk.identify.letters_hint")
                title: Words.say("kiosk.identify.letters_title")
                visible: screen.nameFirst && screen.mode === "letters"
            }
            Busy {
                Layout.fillWidth: true
                running: screen.reading || screen.mode === "chip"
                text: screen.reading ? Words.say("kiosk.identify.reading") : Words.say("kiosk.identify.chip_reading")
            }
            Notice {
                Layout.fillWidth: true
                text: screen.visit.notice
                visible: text !== "" && screen.mode === "check"
            }
            QuietButton {
                Layout.fillWidth: true
                objectName: "read-chip"
                symbol: "nfc"
                text: Words.say("kiosk.identify.chip")
                visible: screen.mode === "check" && screen.model.chipToRead

                onClicked: screen.model.offerChip()
            }
            QuietButton {
                Layout.fillWidth: true
                objectName: "type-identity"
                symbol: screen.mode === "offer" ? "keyboard" : "pencil"
                text: ({
                        "letters": Words.say("kiosk.identify.letters_type"),
                        "check": Words.say("kiosk.identify.correct")
                    })[screen.mode] ?? Words.say("kiosk.identify.type")
                visible: screen.toCheck || screen.mode === "offer"

                onClicked: screen.startTyping()
            }
            QuietButton {
                Layout.fillWidth: true
                objectName: screen.toCheck ? "rescan-identity" : ""
                symbol: "scan-line"
                text: screen.mode === "letters" ? Words.say("kiosk.identify.letters_again") : Words.say("kiosk.identify.again")
                visible: screen.toCheck

                onClicked: screen.model.offerCard()
            }
        }
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 3 * Theme.step
        columns: screen.beside ? 3 : 2
        rowSpacing: 3 * Theme.step
        uniformCellWidths: true
        visible: screen.mode === "cards"

        Repeater {
            model: screen.model.cards

            CardPick {
                required property int index
                required property string modelData

                Layout.fillWidth: true
                objectName: "card-" + index
                picture: modelData
                text: Words.say("kiosk.identify.card", {
                    "place": index + 1,
                    "count": screen.model.cards.length
                })

                onClicked: screen.model.choose(index)
            }
        }
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 6 * Theme.step
        columns: screen.wide ? 2 : 1
        rowSpacing: 4 * Theme.step
        uniformCellWidths: true
        visible: screen.mode === "typing"

        Repeater {
            id: fields

            // Their number, not the questions: a new language or a new problem must not rebuild what is typed into.
            model: screen.mode === "typing" ? screen.model.questions.length : 0

            FieldLoader {
                required property int index
                readonly property var asked: screen.model.questions[index]

                Layout.alignment: Qt.AlignTop
                Layout.fillWidth: true
                objectName: "question-" + asked.id
                question: asked

                onAnswered: (id, value) => screen.typed[id] = value
            }
        }
    }
    QuietButton {
        Layout.fillWidth: true
        objectName: screen.mode === "typing" ? "rescan-identity" : ""
        symbol: screen.mode === "cards" ? "keyboard" : "scan-line"
        text: screen.mode === "cards" ? Words.say("kiosk.identify.type") : Words.say("kiosk.identify.again")
        visible: screen.mode === "typing" || screen.mode === "cards"

        onClicked: {
            if (screen.mode === "cards")
                return screen.startTyping();
            screen.typing = false;
            screen.model.offerCard();
        }
    }
}
