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
    implicitHeight: 52 * Theme.unit * Theme.iconScale
    implicitWidth: 52 * Theme.unit * Theme.iconScale
    radius: several ? Theme.radius / 2 : width / 2

    Icon {
        anchors.centerIn: parent
        color: Theme.brandInk
        fixed: true
        name: mark.chosen ? "check" : ""
        size: 36 * Theme.unit * Theme.iconScale
    }
}
