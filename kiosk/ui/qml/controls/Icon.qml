// A symbol from resources/icons, tinted.
//
//   name  the file's name without .svg      color      size (pixels, square)
//   fixed  does not grow with the text (keys, bars)
//   directional  true for back, next and list arrows: mirrored where the page is
import QtQuick

Image {
    id: icon

    property string name
    property color color: Theme.ink
    property real size: 48 * Theme.unit
    property bool fixed: false
    readonly property real side: Math.round(size * (fixed ? 1 : Theme.iconScale))
    property bool directional: false

    Accessible.ignored: true
    height: side
    mirror: directional && icon.LayoutMirroring.enabled
    source: name === "" ? "" : "image://icons/" + name + "/" + String(color).slice(-6)
    sourceSize: Qt.size(side, side)
    visible: name !== ""
    width: side
}
