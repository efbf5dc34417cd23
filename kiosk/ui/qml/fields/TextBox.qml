// The box that is typed into. It follows `given` except while a person types in it.
//
//   given  the text to show      name  for screen readers      hints  Qt.InputMethodHints (choose the keyboard)
//   arabic  opens the Arabic keyboard in either language      unit  behind the text      code  figures of equal width      secret  dots while not being typed
//   invalid  red edge      maximumLength      signal typed(string text)
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import controls

TextField {
    id: box

    required property string given
    required property string name
    property string unit
    property bool arabic: false
    property bool code: false
    property bool secret: false
    property bool invalid: false
    property int hints: Qt.ImhNone
    readonly property bool mirrored: box.LayoutMirroring.enabled
    readonly property real unitRoom: behind.visible ? behind.width + 2 * Theme.step : 0

    signal typed(string text)

    Accessible.name: name
    LayoutMirroring.enabled: Words.rtl
    color: Theme.ink
    echoMode: secret && !activeFocus ? TextInput.Password : TextInput.Normal
    font.family: Theme.font
    font.features: code ? ({
            "tnum": 1
        }) : ({})
    font.pixelSize: Theme.button
    horizontalAlignment: TextInput.AlignLeft
    implicitHeight: Math.max(Theme.field, contentHeight + 3 * Theme.step)
    objectName: "box"
    inputMethodHints: hints | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
    leftPadding: 3 * Theme.step + (mirrored ? unitRoom : 0)
    rightPadding: 3 * Theme.step + (mirrored ? 0 : unitRoom)
    selectByMouse: true
    selectedTextColor: Theme.brandInk
    selectionColor: Theme.brand
    verticalAlignment: TextInput.AlignVCenter

    background: Rectangle {
        border.color: box.activeFocus ? Theme.brand : box.invalid ? Theme.danger : Theme.edge
        border.width: (box.activeFocus ? 6 : box.invalid ? 4 : 2) * Theme.unit
        color: box.enabled ? Theme.surface : Theme.keyQuiet
        radius: Theme.radius
    }
    // Calm: the cursor stands still.
    cursorDelegate: Rectangle {
        color: Theme.brand
        visible: box.activeFocus
        width: 4 * Theme.unit
    }

    Component.onCompleted: {
        text = given;
        cursorPosition = 0;
    }
    // A name longer than the box shows its beginning while nobody types in it.
    onActiveFocusChanged: cursorPosition = activeFocus ? length : 0
    onGivenChanged: {
        if (!activeFocus && text !== given)
            text = given;
    }
    onTextEdited: typed(text)

    Phrase {
        id: behind

        anchors.right: parent.right
        anchors.rightMargin: 3 * Theme.step
        anchors.verticalCenter: parent.verticalCenter
        quiet: true
        text: box.unit
        visible: text !== ""
    }
}
