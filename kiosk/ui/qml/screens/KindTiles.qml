// Tiles to choose from: kinds of services, or what a person wants to do.
//
//   tiles  list of {id, name, symbol, count, many}      prefix  of their object names      wide      signal chosen(string id)
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import controls

GridLayout {
    id: grid

    required property list<var> tiles
    required property string prefix
    required property bool wide

    signal chosen(string id)

    columnSpacing: 2 * Theme.step
    columns: wide ? 3 : Theme.textScale < 1.5 ? 2 : 1
    rowSpacing: 2 * Theme.step
    uniformCellWidths: true

    Repeater {
        model: grid.tiles

        KindTile {
            required property var modelData

            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            count: modelData.count
            many: modelData.many
            objectName: grid.prefix + modelData.id
            symbol: modelData.symbol
            text: modelData.name

            onClicked: grid.chosen(modelData.id)
        }
    }
}
