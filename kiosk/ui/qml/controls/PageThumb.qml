// One page, small: its picture, and a mark where something is wrong with it.
//
//   picture  an image's address      wrong      chosen
import QtQuick

Rectangle {
    id: thumb

    property string picture
    property bool wrong: false
    property bool chosen: false

    Accessible.ignored: true
    border.color: wrong ? Theme.danger : chosen ? Theme.brand : Theme.line
    border.width: chosen ? 6 * Theme.unit : wrong ? 4 * Theme.unit : Theme.hairline
    color: Theme.keyQuiet
    implicitHeight: 168 * Theme.unit
    implicitWidth: 128 * Theme.unit
    radius: Theme.radius / 2

    Image {
        anchors.fill: parent
        anchors.margins: Theme.step
        // Otherwise the engine keeps the page for a while after its person has gone.
        cache: false
        fillMode: Image.PreserveAspectFit
        source: thumb.picture
        sourceSize: Qt.size(272 * Theme.unit, 352 * Theme.unit)
    }
    PageMark {
        anchors.bottom: parent.bottom
        anchors.margins: Theme.step
        anchors.right: parent.right
        visible: thumb.wrong
    }
}
