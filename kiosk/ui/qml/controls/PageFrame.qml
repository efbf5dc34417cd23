// What every page of a visit is made of: progress, title, content that scrolls when it must, and the bottom bar.
// Stands between TopBar and Keyboard; its children are the page's content, in a column.
//
//   place  count  words   the progress line (place 0 hides it)      title  hint  titleRole
//   primaryText  primarySymbol  primaryEnabled  canGoBack  canStartOver  as in BottomBar      lowered  content within reach
//   signal primary()  back()  startOver()      bar  the BottomBar      pane  the ScrollPane
//   measure  widest column (1080 by default; wider on landscape screens only where a page asks for it)
import QtQuick
import QtQuick.Layouts
import Shubbak

Item {
    id: page

    default property alias content: body.data
    readonly property alias bar: bar
    property alias primaryText: bar.primaryText
    property alias primarySymbol: bar.primarySymbol
    property alias primaryEnabled: bar.primaryEnabled
    property alias canGoBack: bar.canGoBack
    property alias canStartOver: bar.canStartOver
    readonly property alias pane: scroll
    property int place: 0
    property int count: 0
    property string words
    property string title
    property string hint
    property string titleRole: "title"
    property bool lowered: false
    property real measure: 1080 * Theme.unit
    readonly property real inset: Math.max(Theme.margin, (width - measure) / 2 + Theme.margin)
    // On a landscape screen the keyboard and the bottom bar do not fit at once; the keyboard's own "done" brings it back.
    readonly property bool barRoom: !KeyboardModel.open || height > 900 * Theme.unit

    signal primary
    signal back
    signal startOver

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    ProgressLine {
        id: progress

        anchors.left: parent.left
        anchors.leftMargin: page.inset
        anchors.right: parent.right
        anchors.rightMargin: page.inset
        anchors.top: parent.top
        anchors.topMargin: 3 * Theme.step + (page.lowered && !KeyboardModel.open ? page.height * 0.3 : 0)
        count: page.count
        place: page.place
        visible: page.place > 0 && (page.barRoom || page.height > 520 * Theme.unit)
        words: page.words
    }
    ScrollPane {
        id: scroll

        anchors.bottom: bar.visible ? bar.top : parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: progress.visible ? progress.bottom : parent.top
        anchors.topMargin: 2 * Theme.step
        inset: page.inset

        PageHeader {
            Layout.fillWidth: true
            hint: page.hint
            role: page.titleRole
            title: page.title
            visible: page.title !== ""
        }
        ColumnLayout {
            id: body

            Layout.fillWidth: true
            spacing: 4 * Theme.step
        }
    }
    BottomBar {
        id: bar

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        inset: page.inset
        visible: page.barRoom && (primaryText !== "" || canGoBack || canStartOver)

        onBack: page.back()
        onPrimary: page.primary()
        onStartOver: page.startOver()
    }
}
