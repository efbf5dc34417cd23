// A page taller than its place: content in a column, and two large keys that move it, because people at a kiosk
// do not know that it can be dragged. What is being typed into is kept in view when the keyboard takes its room.
//
//   children stand in a column      spacing      inset  at both sides
//   settle  how far down content that does not fill the pane stands: 0 at the top, 1 at the bottom
//   function show(item) brings an item of the page into view      function toTop()
import QtQuick
import QtQuick.Layouts
import Shubbak

Item {
    id: pane

    default property alias content: column.data
    property alias spacing: column.spacing
    property real inset: Theme.margin
    property real settle: 0
    readonly property alias contentY: flick.contentY
    readonly property bool overflowing: column.implicitHeight + 2 * Theme.gap > height
    // While the keyboard is open its room is taken from these keys first: what is typed into comes into view by itself.
    readonly property bool keysShown: overflowing && !KeyboardModel.open
    // A landscape screen has room for the keys beside the content and none to spare below it.
    readonly property bool gutter: inset > Theme.primary + 2 * Theme.margin
    readonly property Item typedInto: Window.activeFocusItem

    implicitHeight: column.implicitHeight + 2 * Theme.gap

    onHeightChanged: soon.restart()
    onTypedIntoChanged: soon.restart()

    function toTop() {
        slide.stop();
        flick.contentY = 0;
    }
    function keepInView() {
        let item = pane.typedInto;
        for (let above = item; above; above = above.parent)
            if (above === column)
                return show(item);
    }
    function show(item: Item) {
        const margin = 8 * Theme.gap;
        const top = item.mapToItem(column, 0, 0).y + Theme.gap;
        const bottom = top + item.height + margin;
        const highest = Math.max(0, flick.contentHeight - flick.height);
        if (bottom > flick.contentY + flick.height)
            glide(Math.min(highest, bottom - flick.height));
        if (top - margin < flick.contentY || item.height > flick.height)
            glide(Math.max(0, Math.min(highest, top - margin)));
    }
    function glide(y: real) {
        slide.stop();
        slide.to = y;
        slide.start();
    }
    function turn(direction: int) {
        const highest = Math.max(0, flick.contentHeight - flick.height);
        const reach = flick.height - 12 * Theme.gap;
        glide(Math.max(0, Math.min(highest, flick.contentY + direction * Math.max(reach, flick.height / 2))));
    }

    // A timer goes with its page; a call put off by Qt.callLater outlives it, and finds its functions gone.
    Timer {
        id: soon

        interval: 0

        onTriggered: pane.keepInView()
    }
    NumberAnimation {
        id: slide

        duration: Theme.page
        easing.type: Easing.OutCubic
        property: "contentY"
        target: flick
    }
    Flickable {
        id: flick

        anchors.bottom: keys.visible ? keys.top : parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: column.implicitHeight + 2 * Theme.gap
        contentWidth: width
        pixelAligned: true

        ColumnLayout {
            id: column

            spacing: 4 * Theme.step
            width: flick.width - 2 * pane.inset
            x: pane.inset
            y: Theme.gap + pane.settle * Math.max(0, flick.height - implicitHeight - 2 * Theme.gap)
        }
    }
    // Where in the whole the eye is: the only sign that words go on, for who does not look at keys.
    Rectangle {
        color: Theme.edge
        height: Math.max(8 * Theme.step, flick.visibleArea.heightRatio * flick.height)
        objectName: "scroll-mark"
        radius: width / 2
        visible: pane.overflowing
        width: Theme.step
        x: (LayoutMirroring.enabled ? pane.inset - width : pane.width - pane.inset) + (LayoutMirroring.enabled ? -1 : 1)
           * Theme.step
        y: flick.y + (flick.height - height) * (flick.contentHeight > flick.height ? flick.contentY / (flick.contentHeight
                                                                                                     - flick.height) : 0)
    }
    Rectangle {
        anchors.top: keys.top
        color: Theme.line
        height: Theme.hairline
        visible: keys.visible
        width: parent.width
    }
    RowLayout {
        id: keys

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: pane.inset
        anchors.right: parent.right
        anchors.rightMargin: pane.inset
        height: Math.max(Theme.target, implicitHeight) + 2 * Theme.gap
        spacing: Theme.gap
        visible: pane.keysShown && !pane.gutter

        QuietButton {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            enabled: !flick.atYBeginning
            symbol: "chevron-up"
            text: Words.say("controls.up")

            onClicked: pane.turn(-1)
        }
        QuietButton {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            enabled: !flick.atYEnd
            symbol: "chevron-down"
            text: Words.say("controls.down")

            onClicked: pane.turn(1)
        }
    }
    Column {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        spacing: Theme.gap
        visible: pane.keysShown && pane.gutter

        IconButton {
            enabled: !flick.atYBeginning
            implicitHeight: Theme.primary
            implicitWidth: Theme.primary
            name: Words.say("controls.up")
            symbol: "chevron-up"

            onClicked: pane.turn(-1)
        }
        IconButton {
            enabled: !flick.atYEnd
            implicitHeight: Theme.primary
            implicitWidth: Theme.primary
            name: Words.say("controls.down")
            symbol: "chevron-down"

            onClicked: pane.turn(1)
        }
    }
}
