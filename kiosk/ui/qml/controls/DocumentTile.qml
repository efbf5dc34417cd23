// One document a request needs: what it is, its pages in reading order once they are there, and what can be done.
//
//   name  hint  required  problem      paper  as in kiosk/ui/paper_map.py: state, pages, counted, more
//   addText  words on the key ("controls.scan" by default)      symbol  before there is a picture
//   busyText  while it is scanned      signal add()  open()  remove()
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

Rectangle {
    id: tile

    property string name
    property string hint
    property bool required: true
    property var paper: ({})
    property string problem
    property string addText: Words.say("controls.scan")
    property string symbol: "file-text"
    property string busyText: Words.say("kiosk.documents.scanning")
    readonly property var pages: paper.pages ?? []
    readonly property string condition: paper.state ?? "missing"
    readonly property bool given: pages.length > 0 || condition === "ready"
    readonly property bool busy: condition === "preparing"
    readonly property bool wrong: problem !== "" || condition === "wrong"
    readonly property color tone: wrong ? Theme.danger : condition === "ready" ? Theme.success : Theme.muted

    signal add
    signal open
    signal remove

    Accessible.name: name + ", " + state.text
    Accessible.role: Accessible.Grouping
    border.color: wrong ? Theme.danger : condition === "ready" ? Theme.success : Theme.edge
    border.width: (wrong || condition === "ready" ? 4 : 2) * Theme.unit
    color: Theme.surface
    implicitHeight: column.implicitHeight + 6 * Theme.step
    radius: Theme.radius

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.margins: 3 * Theme.step
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 2 * Theme.step

        RowLayout {
            Layout.fillWidth: true
            spacing: 3 * Theme.step

            Icon {
                Layout.alignment: Qt.AlignTop
                color: Theme.brand
                name: tile.symbol
                size: 64 * Theme.unit
            }
            ColumnLayout {
                Layout.alignment: Qt.AlignTop
                Layout.fillWidth: true
                spacing: Theme.step / 2

                Phrase {
                    Layout.fillWidth: true
                    strong: true
                    text: tile.name
                }
                Phrase {
                    Layout.fillWidth: true
                    role: "hint"
                    text: tile.hint
                    visible: text !== ""
                }
                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.step

                    Icon {
                        color: tile.tone
                        name: ({
                                "ready": "circle-check",
                                "preparing": "hourglass",
                                "wrong": "octagon-alert",
                                "few": "circle-dashed",
                                "missing": tile.required ? "circle-dashed" : ""
                            })[tile.condition]
                        size: 36 * Theme.unit
                    }
                    Phrase {
                        id: state

                        Layout.fillWidth: true
                        color: tile.tone
                        role: "hint"
                        strong: true
                        text: [({
                                    "ready": Words.say("pages.state.ready"),
                                    "preparing": tile.busyText,
                                    "wrong": Words.say("pages.state.wrong"),
                                    "few": Words.say("pages.state.few"),
                                    "missing": tile.required ? Words.say("controls.needed") : Words.say("controls.optional")
                                })[tile.condition], tile.paper.counted ?? ""].filter(words => words !== "").join("  ·  ")
                    }
                }
            }
        }
        PageStrip {
            Layout.fillWidth: true
            pages: tile.pages
            visible: tile.pages.length > 0
        }
        ProblemText {
            Layout.fillWidth: true
            text: tile.problem
        }
        GridLayout {
            Layout.fillWidth: true
            columnSpacing: 2 * Theme.step
            columns: Theme.textScale < 1.5 ? 2 : 1
            rowSpacing: 2 * Theme.step

            QuietButton {
                Accessible.name: text + ": " + tile.name
                Layout.columnSpan: Theme.textScale < 1.5 ? 2 : 1
                Layout.fillWidth: true
                enabled: !tile.busy
                objectName: "pages"
                symbol: tile.wrong ? "octagon-alert" : "zoom-in"
                text: tile.wrong ? Words.say("pages.see_wrong") : Words.say("pages.see")
                visible: tile.pages.length > 0

                onClicked: tile.open()
            }
            QuietButton {
                Accessible.name: text + ": " + tile.name
                Layout.fillWidth: true
                enabled: !tile.busy
                objectName: "scan"
                symbol: tile.given ? "plus" : "scan-line"
                text: !tile.given ? tile.addText : tile.paper.more ? Words.say("pages.add") : Words.say(
                                        "controls.scan_again")
                // With as many pages as there may be, each is scanned again on its own.
                visible: tile.pages.length < 2 || tile.paper.more
                onClicked: tile.add()
            }
            QuietButton {
                Accessible.name: text + ": " + tile.name
                Layout.fillWidth: true
                enabled: !tile.busy
                objectName: "remove"
                symbol: "trash-2"
                text: Words.say("controls.remove")
                tone: "danger"
                visible: tile.given

                onClicked: tile.remove()
            }
        }
    }
}
