// Rows of the same few questions, such as the heirs: added, changed in place, removed, and brought back.
//
//   question, answered(id, value) as in FieldLoader.qml; the value is a list of maps of column to text
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import controls

FieldFrame {
    id: field

    readonly property var given: question.value || []
    readonly property var rows: question.rows ?? []
    readonly property var problems: question.cellProblems ?? ({})
    readonly property int firstWrong: rows.findIndex(row => row.wrong)
    // Which row is being written in, -1 for none; what was removed last and from where, for taking it back.
    property int openRow: -1
    property var removed: null
    property int removedFrom: -1

    // A page that was refused shows where.
    onFirstWrongChanged: {
        if (firstWrong >= 0 && openRow < 0)
            openRow = firstWrong;
    }

    function placeOfProblem(): Item {
        return firstWrong < 0 ? field : cards.itemAt(firstWrong);
    }
    function add() {
        removed = null;
        answered(question.id, given.concat([({})]));
        open(given.length - 1);
    }
    function open(row: int) {
        openRow = row;
        Qt.callLater(bringIntoView);
    }
    // The page follows the focus; a card takes it without opening the keyboard.
    function bringIntoView() {
        cards.itemAt(openRow)?.forceActiveFocus();
    }
    function put(row: int, column: string, value: string) {
        answered(question.id, given.map((old, place) => place === row ? Object.assign({}, old, {
            [column]: value
        }) : old));
    }
    function remove(row: int) {
        const gone = given[row];
        openRow = -1;
        removed = gone;
        removedFrom = row;
        answered(question.id, given.filter((old, place) => place !== row));
    }
    function bringBack() {
        const back = removed;
        removed = null;
        answered(question.id, given.slice(0, removedFrom).concat([back], given.slice(removedFrom)));
    }
    function cells(row: int): var {
        return (question.columns ?? []).map(column => Object.assign({}, column, {
                                                                        "value": given[row]?.[column.id] ?? "",
                                                                        "problem": problems[row + "." + column.id] ?? ""
                                                                    }));
    }

    Notice {
        Layout.fillWidth: true
        objectName: "no-rows"
        text: Words.say("controls.row.none", {
            "row": field.question.rowName
        })
        visible: field.given.length === 0 && field.removed === null
    }
    Repeater {
        id: cards

        model: field.given.length

        GroupRow {
            required property int index

            Layout.fillWidth: true
            columns: field.cells(index)
            objectName: "row-" + index
            open: field.openRow === index
            row: field.rows[index] ?? ({
                    "title": "",
                    "lines": []
                })

            onAnswered: (column, value) => field.put(index, column, value)
            onClosed: field.openRow = -1
            onOpened: field.open(index)
            onRemoved: field.remove(index)
        }
    }
    QuietButton {
        Layout.fillWidth: true
        objectName: "bring-back"
        symbol: "rotate-ccw"
        text: Words.say("controls.row.bring_back", {
            "row": field.question.rowName
        })
        visible: field.removed !== null

        onClicked: field.bringBack()
    }
    QuietButton {
        Layout.fillWidth: true
        objectName: "row-add"
        symbol: "plus"
        text: Words.say(field.given.length ? "controls.row.add_another" : "controls.row.add", {
            "row": field.question.rowName
        })
        visible: field.given.length < field.question.max

        onClicked: field.add()
    }
    Phrase {
        Layout.fillWidth: true
        role: "hint"
        text: Words.say("controls.row.full", {
            "max": "\u2066" + field.question.max + "\u2069"
        })
        visible: field.given.length >= field.question.max
    }
}
