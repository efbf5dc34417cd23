// Somebody was asked to come: a calm band over the page, seen from afar, with a way to say that it is no longer needed.
//
//   asked      signal ended()
import QtQuick
import QtQuick.Layouts

Rectangle {
    id: band

    property bool asked: false

    signal ended

    Accessible.name: words.text
    Accessible.role: Accessible.AlertMessage
    color: Theme.focus
    implicitHeight: asked ? row.implicitHeight + 4 * Theme.step : 0
    visible: asked

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: 3 * Theme.step

        Icon {
            color: Theme.focusInk
            fixed: true
            name: "hand"
            size: 96 * Theme.unit
        }
        Phrase {
            id: words

            Layout.fillWidth: true
            color: Theme.focusInk
            font.pixelSize: Theme.barText * 1.1
            strong: true
            text: Words.say("pages.help.coming")
        }
        QuietButton {
            objectName: "help-end"
            text: Words.say("pages.help.end")
            textSize: Theme.barText

            onClicked: band.ended()
        }
    }
}
