// An answer with named parts, such as an address: one box each, two by two where there is room.
//
//   question, answered(id, value) as in FieldLoader.qml; the value is a map of part to text
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import controls

FieldFrame {
    id: field

    readonly property var parts: question.parts ?? []
    readonly property var given: question.value || ({})
    readonly property bool paired: width > 800 * Theme.unit && Theme.textScale <= 1.3

    function placeOfProblem(): Item {
        const place = parts.findIndex(part => part.problem);
        return place < 0 ? field : boxes.itemAt(place);
    }
    function put(part: string, text: string) {
        answered(question.id, Object.assign({}, given, {
            [part]: text
        }));
    }

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 3 * Theme.step
        columns: field.paired ? 2 : 1
        rowSpacing: 3 * Theme.step
        uniformCellWidths: true

        Repeater {
            id: boxes

            // The boxes stay while their number does: a person may be typing in one of them.
            model: field.parts.length

            ColumnLayout {
                id: entry

                required property int index
                readonly property var part: field.parts[index]
                readonly property bool latin: part.keyboard === "latin"

                Layout.alignment: Qt.AlignTop
                // A name in Latin letters repeats the whole name.
                Layout.columnSpan: latin && field.paired ? 2 : 1
                Layout.fillWidth: true
                objectName: "part-" + part.id
                spacing: Theme.step / 2

                Phrase {
                    Layout.fillWidth: true
                    role: "hint"
                    text: entry.part.required ? entry.part.label : entry.part.label + " (" + Words.say("controls.optional")
                                                + ")"
                }
                ProblemText {
                    Layout.fillWidth: true
                    text: entry.part.problem ?? ""
                }
                TextBox {
                    Layout.fillWidth: true
                    arabic: field.question.kind === "full_name" && !entry.latin
                    code: entry.latin || entry.part.keyboard === "digits"
                    given: field.given[entry.part.id] ?? ""
                    hints: ({
                            "digits": Qt.ImhPreferNumbers,
                            "decimal": Qt.ImhFormattedNumbersOnly,
                            "latin": Qt.ImhPreferLatin
                        })[entry.part.keyboard] ?? Qt.ImhNone
                    invalid: (entry.part.problem ?? "") !== ""
                    maximumLength: entry.part.maxLength || 120
                    name: field.question.label + ", " + entry.part.label
                    secret: field.question.private ?? false

                    onTyped: text => field.put(entry.part.id, entry.part.keyboard === "digits" ? Words.asciiDigits(text) :
                                                                                              text)
                }
            }
        }
    }
}
