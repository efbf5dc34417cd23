// Options as cards, one below the other or two by two.
//
//   options  [{id, label, hint, icon}]      chosen  ids      several      dense  two by two      signal pressed(string id)
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import controls

GridLayout {
    id: cards

    required property var options
    required property var chosen
    required property bool several
    required property bool dense

    signal pressed(string id)

    columnSpacing: Theme.gap
    columns: dense ? 2 : 1
    rowSpacing: Theme.gap

    Repeater {
        model: cards.options

        ChoiceCard {
            required property var modelData

            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            checked: cards.chosen.includes(modelData.id)
            hint: modelData.hint ?? ""
            objectName: "option-" + modelData.id
            several: cards.several
            symbol: modelData.icon ?? ""
            text: modelData.label

            onClicked: cards.pressed(modelData.id)
        }
    }
}
