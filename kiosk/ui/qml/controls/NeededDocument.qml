// One document to bring, named before the visit begins. name  alternatives (names)  required
import QtQuick
import QtQuick.Layouts

RowLayout {
    id: need

    property string name
    property var alternatives: []
    property bool required: true
    readonly property string note: [alternatives.length > 1 ? Words.say("kiosk.needs.either", {
            "names": alternatives.join(Words.rtl ? "، " : ", ")
        }) : "", required ? "" : Words.say("kiosk.needs.optional")].filter(part => part).join(" · ")

    spacing: 2 * Theme.step

    Icon {
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: Theme.step / 2
        color: Theme.brand
        name: "file-text"
        size: 44 * Theme.unit
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        Phrase {
            Layout.fillWidth: true
            text: need.name
        }
        Phrase {
            Layout.fillWidth: true
            role: "hint"
            text: need.note
            visible: text !== ""
        }
    }
}
