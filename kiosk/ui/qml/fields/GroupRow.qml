// One row of a repeated group: what was written in it, or, while it is open, its questions.
//
//   row  {title, wrong, lines: [{label, text}]}      columns  questions with their values      problems  {column: sentence}
//   open      signal answered(string column, var value)  opened()  closed()  removed()
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import controls

Rectangle {
    id: card

    required property var row
    required property var columns
    required property bool open
    readonly property bool wrong: row.wrong ?? false

    signal answered(string column, var value)
    signal opened
    signal closed
    signal removed

    Accessible.name: row.title
    Accessible.role: Accessible.Grouping
    border.color: wrong ? Theme.danger : open ? Theme.brand : Theme.edge
    border.width: (wrong || open ? 4 : 2) * Theme.unit
    color: Theme.surface
    implicitHeight: body.implicitHeight + 6 * Theme.step
    radius: Theme.radius

    ColumnLayout {
        id: body

        anchors.left: parent.left
        anchors.margins: 3 * Theme.step
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 2 * Theme.step

        Phrase {
            Layout.fillWidth: true
            role: "button"
            text: card.row.title
        }
        GridLayout {
            Layout.fillWidth: true
            columnSpacing: 3 * Theme.step
            columns: Theme.textScale > 1.3 ? 1 : 2
            rowSpacing: Theme.step
            uniformCellWidths: true
            visible: !card.open

            Repeater {
                model: card.row.lines

                ColumnLayout {
                    id: line

                    required property var modelData

                    Layout.alignment: Qt.AlignTop
                    Layout.fillWidth: true
                    spacing: 0

                    Phrase {
                        Layout.fillWidth: true
                        role: "hint"
                        text: line.modelData.label
                    }
                    Phrase {
                        Layout.fillWidth: true
                        strong: true
                        text: line.modelData.text === "" ? "\u2014" : line.modelData.text
                    }
                }
            }
        }
        ProblemText {
            Layout.fillWidth: true
            text: card.wrong && !card.open ? Words.say("controls.row.wrong") : ""
        }
        Repeater {
            model: card.open ? card.columns.length : 0

            CellSlot {
                required property int index

                Layout.bottomMargin: 2 * Theme.step
                Layout.fillWidth: true
                objectName: "column-" + question.id
                question: card.columns[index]

                onAnswered: (column, value) => card.answered(column, value)
            }
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: 2 * Theme.step

            QuietButton {
                Accessible.name: text + ": " + card.row.title
                Layout.fillWidth: true
                objectName: card.open ? "row-done" : "row-edit"
                symbol: card.open ? "check" : "pencil"
                text: card.open ? Words.say("controls.row.done") : Words.say("controls.edit")

                onClicked: card.open ? card.closed() : card.opened()
            }
            QuietButton {
                Accessible.name: text + ": " + card.row.title
                objectName: "row-remove"
                symbol: "trash-2"
                text: Words.say("controls.remove")
                tone: "danger"

                onClicked: card.removed()
            }
        }
    }
}
