// One answer on the review page: what was asked, what was answered, and a way back to change it.
//
//   label  value      editable  shows the edit key      last  no line below      signal edit()
import QtQuick
import QtQuick.Layouts

Item {
    id: row

    property string label
    property string value
    property bool editable: false
    property bool last: false

    signal edit

    Accessible.name: label + ": " + value
    Accessible.role: Accessible.StaticText
    implicitHeight: inner.implicitHeight + 3 * Theme.step

    RowLayout {
        id: inner

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 2 * Theme.step

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Phrase {
                Layout.fillWidth: true
                role: "hint"
                text: row.label
            }
            Phrase {
                Layout.fillWidth: true
                strong: true
                text: row.value === "" ? "—" : row.value
            }
        }
        QuietButton {
            Accessible.name: text + ": " + row.label
            plain: true
            symbol: "pencil"
            text: Words.say("controls.edit")
            visible: row.editable

            onClicked: row.edit()
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        color: Theme.line
        height: Theme.hairline
        visible: !row.last
        width: parent.width
    }
}
