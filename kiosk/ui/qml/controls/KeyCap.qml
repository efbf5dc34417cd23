// One key of the on-screen keyboard; it never takes the focus, so what is typed into keeps it.
//
//   cap  {text, action, span}      language  of the layout ("ar", "en", "" for digit pads)      lit  shift is on
import QtQuick
import QtQuick.Templates as T

T.AbstractButton {
    id: key

    required property var cap
    required property string language
    property bool lit: false
    readonly property string deed: cap.action
    readonly property bool strong: deed === "done"
    readonly property color face: strong ? Theme.brandInk : Theme.ink
    readonly property string symbol: ({
            "back": "delete",
            "shift": "arrow-big-up",
            "hide": "keyboard-off",
            "done": "check",
            "enter": "corner-down-left",
            "language": "globe"
        })[deed] ?? ""
    readonly property string word: deed === "" ? cap.text : deed === "language" ? (language === "ar" ? "English" :
            "عربي") : deed === "letters" ? (language === "ar" ? "أ ب ت" : "abc") : deed === "symbols" ? "123 #" :
            deed === "done" || deed === "clear" ? Words.say("controls.keyboard." + deed) : ""

    Accessible.name: deed === "" ? cap.text : Words.say("controls.keyboard." + deed)
    autoRepeat: deed === "back"
    autoRepeatDelay: 450
    autoRepeatInterval: 70
    focusPolicy: Qt.NoFocus
    objectName: "key_" + (deed === "" ? cap.text : deed)

    background: Rectangle {
        border.color: !Theme.highContrast && key.strong ? Theme.brand : Theme.edge
        border.width: Theme.hairline
        color: key.strong ? (key.down ? Theme.brandDark : Theme.brand) : key.down || key.lit ? Theme.keyDown : key.deed === ""
                                                                                             || key.deed === "space" ? Theme.key : Theme.keyQuiet
        radius: 12 * Theme.unit
    }
    contentItem: Item {
        Row {
            anchors.centerIn: parent
            spacing: Theme.step

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                color: key.face
                fixed: true
                mirror: key.deed === "back" && key.language === "ar"
                name: key.symbol
                size: (key.word === "" ? 44 : 36) * Theme.unit
            }
            Text {
                anchors.verticalCenter: parent.verticalCenter
                color: key.face
                font.family: Theme.font
                font.pixelSize: key.deed === "" ? Theme.keyText * (key.language === "" ? 1.3 : 1) : Theme.keyWord
                font.weight: key.deed === "done" ? Font.DemiBold : Font.Normal
                text: key.word
                visible: text !== ""
            }
        }
    }
}
