// A white surface with a quiet edge that holds what belongs together; its children stand in a column.
//
//   title ("" for none)      inset  pixels inside the edge
import QtQuick
import QtQuick.Layouts

Rectangle {
    id: card

    default property alias content: inner.data
    property string title
    property real inset: 4 * Theme.step

    border.color: Theme.line
    border.width: Theme.hairline
    color: Theme.surface
    implicitHeight: column.implicitHeight + 2 * inset
    implicitWidth: column.implicitWidth + 2 * inset
    radius: Theme.radius

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.margins: card.inset
        anchors.right: parent.right
        anchors.top: parent.top
        spacing: 2 * Theme.step

        Phrase {
            Accessible.name: text
            Accessible.role: Accessible.Heading
            Layout.fillWidth: true
            role: "button"
            text: card.title
            visible: text !== ""
        }
        ColumnLayout {
            id: inner

            Layout.fillWidth: true
            spacing: 2 * Theme.step
        }
    }
}
