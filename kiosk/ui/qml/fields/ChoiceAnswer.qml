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
    property bool changing: false
    readonly property var options: question.options ?? []
    readonly property bool searched: options.length > 8
    readonly property var chosen: several ? (Array.isArray(question.value) ? question.value : String(question.value
            ?? "").split(",").filter(id => id)) : [question.value ?? ""].filter(id => id)
    // Out of many, one that is chosen stands alone until another is wanted.
    readonly property bool settled: searched && !several && !changing && chosen.length > 0
    // Three hundred names are folded once, not at every letter.
    readonly property var folded: searched ? options.map(option => Words.fold(option.label)) : []
    readonly property var found: search(Words.fold(wanted))
    readonly property var listed: settled ? picked : searched ? found.slice(0, shown) : options
    readonly property var picked: options.filter(option => chosen.includes(option.id))
    // Short words without explanations stand side by side.
    readonly property bool dense: width > 880 * Theme.unit && Theme.textScale <= 1.3 && options.every(option => !option.hint
                                                                                           && option.label.length <= 22)

    function search(words: string): var {
        if (words === "")
            return options;
        const begins = [], holds = [];
        options.forEach((option, place) => {
            const at = folded[place]?.indexOf(words) ?? 0;
            if (at === 0)
                begins.push(option);
            else if (at > 0)
                holds.push(option);
        });
        return begins.concat(holds);
    }
    function choose(id: string) {
        changing = false;
        if (!several)
            return answered(question.id, id);
        const kept = chosen.filter(other => other !== id);
        answered(question.id, kept.length < chosen.length ? kept : options.map(option => option.id).filter(
                     other => other === id || chosen.includes(other)));
    }

    Fact {
        Layout.fillWidth: true
        symbol: "search"
        text: field.searched && !field.settled ? Words.say("controls.search") : ""
    }
    TextBox {
        Layout.fillWidth: true
        given: ""
        name: Words.say("controls.search") + ", " + field.question.label
        visible: field.searched && !field.settled

        onTyped: text => {
            field.wanted = text;
            field.shown = 6;
        }
    }
    OptionCards {
        Layout.fillWidth: true
        chosen: field.chosen
        dense: field.dense && !field.settled
        options: field.listed
        several: field.several

        onPressed: id => field.settled ? field.changing = true : field.choose(id)
    }
    QuietButton {
        Layout.fillWidth: true
        objectName: "change"
        symbol: "pencil"
        text: Words.say("controls.choose_again")
        visible: field.settled

        onClicked: field.changing = true
    }
    Phrase {
        Layout.fillWidth: true
        quiet: true
        text: Words.say("controls.search_none")
        visible: field.found.length === 0
    }
    QuietButton {
        Layout.fillWidth: true
        objectName: "more"
        symbol: "chevron-down"
        text: Words.say("controls.search_more")
        visible: field.searched && !field.settled && field.found.length > field.shown

        onClicked: field.shown += 6
    }
    Phrase {
        Layout.fillWidth: true
        strong: true
        text: Words.say("controls.chosen")
        visible: elsewhere.options.length > 0
    }
    // What is chosen and not among the options in sight.
    OptionCards {
        id: elsewhere

        Layout.fillWidth: true
        chosen: field.chosen
        dense: field.dense
        options: field.searched && field.several ? field.picked.filter(option => !field.listed.includes(option)) : []
        several: field.several
        visible: options.length > 0

        onPressed: id => field.choose(id)
    }
}
