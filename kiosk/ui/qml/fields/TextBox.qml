// The box that is typed into. It follows `given` except while a person types in it.
//
//   given  the text to show      name  for screen readers      hints  Qt.InputMethodHints (choose the keyboard)
//   unit  behind the text      code  left to right whatever the page      secret  dots while not being typed
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
    property bool code: false
    property bool secret: false
    property bool invalid: false
    property int hints: Qt.ImhNone

    signal typed(string text)

    Accessible.name: name
    LayoutMirroring.enabled: code ? false : Words.rtl
    color: Theme.ink
    echoMode: secret && !activeFocus ? TextInput.Password : TextInput.Normal
    font.family: Theme.font
    font.features: code ? ({
            "tnum": 1
        }) : ({})
    font.pixelSize: Theme.button
    horizontalAlignment: code && Words.rtl && text === "" ? TextInput.AlignRight : TextInput.AlignLeft
    implicitHeight: Math.max(Theme.field, contentHeight + 3 * Theme.step)
    inputMethodHints: hints | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
    leftPadding: 3 * Theme.step + (code ? 0 : 0)
    rightPadding: 3 * Theme.step + (behind.visible ? behind.width + 2 * Theme.step : 0)
    selectByMouse: true
    selectedTextColor: Theme.onBrand
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

    Component.onCompleted: text = given
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
