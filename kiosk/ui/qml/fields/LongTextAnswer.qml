// Several lines of text, such as what happened and where; says how much room is left near the end.
//
//   question, answered(id, value) as in FieldLoader.qml
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import controls

FieldFrame {
    id: field

    readonly property int most: question.maxLength || 500
    readonly property string given: question.value ?? ""

    onGivenChanged: {
        if (!area.activeFocus && area.text !== given)
            area.text = given;
    }

    TextArea {
        id: area

        Accessible.name: field.question.label
        Layout.fillWidth: true
        bottomPadding: 2 * Theme.step
        color: Theme.ink
        font.family: Theme.font
        font.pixelSize: Theme.body
        horizontalAlignment: TextEdit.AlignLeft
        implicitHeight: Math.max(28 * Theme.step, contentHeight + topPadding + bottomPadding)
        inputMethodHints: Qt.ImhMultiLine | Qt.ImhNoPredictiveText
        leftPadding: 3 * Theme.step
        objectName: "box"
        rightPadding: 3 * Theme.step
        selectedTextColor: Theme.brandInk
        selectionColor: Theme.brand
        textFormat: TextEdit.PlainText
        topPadding: 2 * Theme.step
        wrapMode: TextEdit.Wrap

        background: Rectangle {
            border.color: area.activeFocus ? Theme.brand : field.question.problem ? Theme.danger : Theme.edge
            border.width: (area.activeFocus ? 6 : field.question.problem ? 4 : 2) * Theme.unit
            color: Theme.surface
            radius: Theme.radius
        }
        cursorDelegate: Rectangle {
            color: Theme.brand
            visible: area.activeFocus
            width: 4 * Theme.unit
        }

        Component.onCompleted: text = field.given
        onTextChanged: {
            if (length > field.most)
                remove(field.most, length);
            else if (text !== field.given)
                field.answered(field.question.id, text);
        }
    }
    Phrase {
        Layout.fillWidth: true
        role: "hint"
        text: Words.say("controls.signs_left", {
            "left": field.most - area.length
        })
        visible: area.length > field.most * 0.8
    }
}
