// The field of one column in a row. It opens FieldLoader.qml by its address, because that file names the group's own
// and the two may not wait for one another.
//
//   question, signals as in FieldSlot.qml
import QtQuick

FieldSlot {
    id: cell

    Component.onCompleted: setSource("FieldLoader.qml", {
        "question": cell.question
    })

    Binding {
        property: "question"
        target: cell.item
        value: cell.question
        when: cell.item !== null
    }
    Connections {
        function onAnswered(id: string, value: var) {
            cell.answered(id, value);
        }

        target: cell.item as FieldSlot
    }
}
