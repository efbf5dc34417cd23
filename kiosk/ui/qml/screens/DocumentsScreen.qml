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
    // A wide screen has room for a drawing beside words of any size.
    readonly property bool beside: width > height * 1.2

    primaryEnabled: !scanning
    primaryText: scanning ? "" : Words.say("kiosk.identify.save")
    settle: scanning ? 0.25 : 0

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

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 6 * Theme.step
        columns: screen.beside ? 2 : 1
        rowSpacing: 4 * Theme.step
        visible: screen.scanning

        CardDrawing {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            page: true
            scanning: true
            visible: !screen.pages.binding
        }
        Busy {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            running: screen.scanning
            text: screen.pages.binding ? Words.say("pages.binding") : Words.say("kiosk.documents.scanning")
        }
    }
    // Beside the title it takes no room from the words; on a wide screen beside both.
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 4 * Theme.step
        rowSpacing: Theme.step
        visible: !screen.scanning

        Phrase {
            Accessible.name: text
            Accessible.role: Accessible.Heading
            Layout.column: 0
            Layout.fillWidth: true
            Layout.row: 0
            role: "title"
            text: Words.say("kiosk.documents.title")
        }
        CardDrawing {
            Layout.column: 1
            Layout.preferredWidth: 340 * Theme.unit
            Layout.row: 0
            Layout.rowSpan: screen.beside ? 2 : 1
            camera: screen.model.byCamera
            objectName: "documents-drawing"
            page: true
        }
        Phrase {
            Layout.column: 0
            Layout.columnSpan: screen.beside ? 1 : 2
            Layout.fillWidth: true
            Layout.row: 1
            quiet: true
            text: screen.model.byCamera ? Words.say("kiosk.documents.hint_camera") : Words.say("kiosk.documents.hint")
        }
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
        // A grid that becomes empty would keep its height.
        visible: !screen.scanning

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
