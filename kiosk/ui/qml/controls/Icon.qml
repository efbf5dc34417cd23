// A symbol from resources/icons, tinted.
//
//   name  the file's name without .svg      color      size (pixels, square)
//   directional  true for back, next and list arrows: mirrored where the page is
import QtQuick

Image {
    id: icon

    property string name
    property color color: Theme.ink
    property real size: 48 * Theme.unit
    property bool directional: false

    Accessible.ignored: true
    height: size
    mirror: directional && icon.LayoutMirroring.enabled
    source: name === "" ? "" : "image://icons/" + name + "/" + String(color).slice(-6)
    sourceSize: Qt.size(size, size)
    visible: name !== ""
    width: size
}
