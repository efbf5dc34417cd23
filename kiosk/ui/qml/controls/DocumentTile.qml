// One document a request needs: what it is, its picture once scanned, and what can be done.
//
//   name  hint  required  scanned  picture (image address)  problem
//   addText  words on the key ("controls.scan" by default)      symbol  before there is a picture
//   busy  it is being scanned, which busyText says      signal add()  remove()
import QtQuick
import QtQuick.Layouts

Rectangle {
    id: tile

    property string name
    property string hint
    property bool required: true
    property bool scanned: false
    property string picture
    property string problem
    property string addText: Words.say("controls.scan")
    property string symbol: "file-text"
    property bool busy: false
    property string busyText: Words.say("kiosk.documents.scanning")

    signal add
    signal remove

    Accessible.name: name + ", " + state.text
    Accessible.role: Accessible.Grouping
    border.color: problem !== "" ? Theme.danger : scanned ? Theme.success : Theme.edge
    border.width: (problem !== "" || scanned ? 4 : 2) * Theme.unit
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

            Rectangle {
                Layout.alignment: Qt.AlignTop
                border.color: Theme.line
                border.width: Theme.hairline
                clip: true
                color: Theme.keyQuiet
                implicitHeight: 176 * Theme.unit
                implicitWidth: 136 * Theme.unit
                radius: Theme.radius / 2

                Icon {
                    anchors.centerIn: parent
                    color: Theme.brand
                    name: tile.symbol
                    size: 64 * Theme.unit
                    visible: tile.picture === ""
                }
                Image {
                    anchors.fill: parent
                    anchors.margins: Theme.step / 2
                    fillMode: Image.PreserveAspectFit
                    mipmap: true
                    // Otherwise the engine keeps the page for a while after its person has gone.
                    cache: false
                    source: tile.picture
                    sourceSize: Qt.size(272 * Theme.unit, 352 * Theme.unit)
                }
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
                        color: tile.scanned ? Theme.success : Theme.muted
                        name: tile.scanned ? "circle-check" : tile.required ? "circle-dashed" : ""
                        size: 36 * Theme.unit
                    }
                    Phrase {
                        id: state

                        Layout.fillWidth: true
                        color: tile.scanned ? Theme.success : Theme.muted
                        role: "hint"
                        strong: true
                        text: tile.scanned ? Words.say("controls.scanned") : tile.required ? Words.say(
                                "controls.needed") : Words.say("controls.optional")
                    }
                }
                ProblemText {
                    Layout.fillWidth: true
                    text: tile.problem
                }
            }
        }
        Fact {
            Layout.fillWidth: true
            symbol: "hourglass"
            text: tile.busy ? tile.busyText : ""
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: 2 * Theme.step

            QuietButton {
                Accessible.name: text + ": " + tile.name
                Layout.fillWidth: true
                enabled: !tile.busy
                objectName: "scan"
                symbol: "scan-line"
                text: tile.scanned ? Words.say("controls.scan_again") : tile.addText

                onClicked: tile.add()
            }
            QuietButton {
                Accessible.name: text + ": " + tile.name
                enabled: !tile.busy
                objectName: "remove"
                symbol: "trash-2"
                text: Words.say("controls.remove")
                tone: "danger"
                visible: tile.scanned

                onClicked: tile.remove()
            }
        }
    }
}
