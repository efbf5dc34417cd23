// The documents: one tile each; where several would do, the person says which one it is.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

VisitPage {
    id: screen

    required property DocumentsModel model
    required property PagesModel pages
    required property SlipModel slip
    property string asking: ""
    readonly property bool scanning: visit.busy === "document"

    primaryEnabled: !scanning
    primaryText: scanning ? "" : Words.say("kiosk.identify.save")
    hint: scanning ? "" : Words.say("kiosk.documents.hint")
    settle: scanning ? 0.25 : 0
    title: scanning ? "" : Words.say("kiosk.documents.title")

    onPrimary: {
        visit.next();
        if (visit.problemCount > 0)
            Qt.callLater(showFirstProblem);
    }

    function showFirstProblem() {
        for (let row = 0; row < tiles.count; row++)
            if (model.needs[row].problem !== "")
                return pane.show(tiles.itemAt(row));
    }
    function offer(need: var) {
        // A further page belongs to what was chosen for the first.
        if (need.more)
            return model.offer(need.id, need.chosen);
        if (need.alternatives.length > 1 && asking !== need.id) {
            asking = need.id;
            return;
        }
        model.offer(need.id, need.alternatives[0].id);
    }

    Busy {
        Layout.fillWidth: true
        running: screen.scanning
        text: screen.pages.binding ? Words.say("pages.binding") : Words.say("kiosk.documents.scanning")
    }
    Notice {
        Layout.fillWidth: true
        text: screen.visit.problem
        tone: "warning"
        visible: text !== ""
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 4 * Theme.step
        columns: screen.wide ? 2 : 1
        rowSpacing: 4 * Theme.step
        uniformCellWidths: true

        Repeater {
            id: tiles

            model: screen.scanning ? [] : screen.model.needs

            ColumnLayout {
                id: entry

                required property var modelData

                Layout.alignment: Qt.AlignTop
                Layout.fillWidth: true
                objectName: "document-" + modelData.id
                spacing: 2 * Theme.step

                DocumentTile {
                    Layout.fillWidth: true
                    hint: entry.modelData.hint
                    name: entry.modelData.name
                    paper: entry.modelData
                    problem: entry.modelData.problem
                    required: entry.modelData.required

                    onAdd: screen.offer(entry.modelData)
                    onOpen: screen.pages.show(entry.modelData.id)
                    onRemove: screen.model.remove(entry.modelData.id)
                }
                Phrase {
                    Layout.fillWidth: true
                    strong: true
                    text: Words.say("kiosk.documents.which")
                    visible: screen.asking === entry.modelData.id
                }
                Repeater {
                    model: screen.asking === entry.modelData.id ? entry.modelData.alternatives : []

                    ChoiceCard {
                        required property var modelData

                        Layout.fillWidth: true
                        objectName: "alternative-" + modelData.id
                        symbol: "file-text"
                        text: modelData.name

                        onClicked: {
                            const need = entry.modelData.id;
                            screen.asking = "";
                            screen.model.offer(need, modelData.id);
                        }
                    }
                }
            }
        }
    }
    QuietButton {
        Layout.fillWidth: true
        objectName: "slip"
        symbol: "printer"
        text: Words.say("kiosk.slip.ask")
        visible: !screen.scanning && screen.slip.offered

        onClicked: screen.slip.ask()
    }
}
