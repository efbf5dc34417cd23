// One of several options as cards; more than eight begin with a search.
//
//   question, answered(id, value) as in FieldLoader.qml      several  any number, the answer is a list of ids
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import controls

FieldFrame {
    id: field

    property bool several: false
    property string wanted
    property int shown: 6
    readonly property var options: question.options ?? []
    readonly property bool searched: options.length > 8
    readonly property var chosen: several ? (Array.isArray(question.value) ? question.value : String(question.value
            ?? "").split(",").filter(id => id)) : [question.value ?? ""]
    readonly property var found: searched ? options.filter(option => Words.fold(option.label).includes(Words.fold(
            wanted))) : options
    // Short words without explanations stand side by side.
    readonly property bool dense: width > 880 * Theme.unit && Theme.textScale <= 1.3 && options.every(option => !option.hint
                                                                                           && option.label.length <= 22)

    signal answered(string id, var value)

    function choose(id: string) {
        if (!several)
            return answered(question.id, id);
        const kept = chosen.filter(other => other !== id);
        answered(question.id, kept.length < chosen.length ? kept : options.map(option => option.id).filter(
                     other => other === id || chosen.includes(other)));
    }

    Fact {
        Layout.fillWidth: true
        symbol: "search"
        text: field.searched ? Words.say("controls.search") : ""
    }
    TextBox {
        Layout.fillWidth: true
        given: ""
        name: Words.say("controls.search")
        visible: field.searched

        onTyped: text => {
            field.wanted = text;
            field.shown = 6;
        }
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: Theme.gap
        columns: field.dense ? 2 : 1
        rowSpacing: Theme.gap

        Repeater {
            model: field.searched ? field.found.slice(0, field.shown) : field.found

            ChoiceCard {
                required property var modelData

                Layout.fillHeight: true
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                checked: field.chosen.includes(modelData.id)
                hint: modelData.hint ?? ""
                objectName: "option-" + modelData.id
                several: field.several
                symbol: modelData.icon ?? ""
                text: modelData.label

                onClicked: field.choose(modelData.id)
            }
        }
    }
    Phrase {
        Layout.fillWidth: true
        quiet: true
        text: Words.say("controls.search_none")
        visible: field.found.length === 0
    }
    QuietButton {
        Layout.fillWidth: true
        symbol: "chevron-down"
        text: Words.say("controls.search_more")
        visible: field.searched && field.found.length > field.shown

        onClicked: field.shown += 6
    }
}
