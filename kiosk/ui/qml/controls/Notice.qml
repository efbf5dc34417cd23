// Something a person should know, with its symbol and words.
//
//   tone  "info" | "success" | "warning" | "danger"      title  text ("" hides either)
import QtQuick
import QtQuick.Layouts

Rectangle {
    id: notice

    property string tone: "info"
    property string title
    property string text
    readonly property var look: ({
            "info": [Theme.info, Theme.infoTint, "info"],
            "success": [Theme.success, Theme.successTint, "circle-check"],
            "warning": [Theme.warning, Theme.warningTint, "triangle-alert"],
            "danger": [Theme.danger, Theme.dangerTint, "octagon-alert"]
        })[tone]

    Accessible.name: title === "" ? text : title + ". " + text
    Accessible.role: tone === "danger" || tone === "warning" ? Accessible.AlertMessage : Accessible.Note
    border.color: look[0]
    border.width: Theme.hairline
    color: look[1]
    implicitHeight: row.implicitHeight + 5 * Theme.step
    implicitWidth: row.implicitWidth + 6 * Theme.step
    radius: Theme.radius

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.leftMargin: 3 * Theme.step
        anchors.right: parent.right
        anchors.rightMargin: 3 * Theme.step
        anchors.verticalCenter: parent.verticalCenter
        spacing: 2.5 * Theme.step

        Icon {
            Layout.alignment: Qt.AlignTop
            color: notice.look[0]
            name: notice.look[2]
            size: 52 * Theme.unit
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.step / 2

            Phrase {
                Layout.fillWidth: true
                strong: true
                text: notice.title
                visible: text !== ""
            }
            Phrase {
                Layout.fillWidth: true
                text: notice.text
                visible: text !== ""
            }
        }
    }
}
