// Whether something is chosen, by shape and tick: a round mark for one of several, a square one for any of several.
//
//   chosen      several
import QtQuick

Rectangle {
    id: mark

    property bool chosen: false
    property bool several: false

    border.color: chosen ? Theme.brand : Theme.edge
    border.width: 3 * Theme.unit
    color: chosen ? Theme.brand : Theme.surface
    implicitHeight: 52 * Theme.unit
    implicitWidth: 52 * Theme.unit
    radius: several ? Theme.radius / 2 : width / 2

    Icon {
        anchors.centerIn: parent
        color: Theme.onBrand
        name: mark.chosen ? "check" : ""
        size: 36 * Theme.unit
    }
}
