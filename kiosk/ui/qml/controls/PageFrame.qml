// What every page of a visit is made of: progress, title, content that scrolls when it must, and the bottom bar.
// Stands between TopBar and Keyboard; its children are the page's content, in a column.
//
//   place  count  words   the progress line (place 0 hides it)      title  hint  titleRole
//   primaryText  primarySymbol  primaryEnabled  canGoBack  canStartOver  note  as in BottomBar      settle  as in ScrollPane
//   signal primary()  back()  startOver()      bar  the BottomBar      pane  the ScrollPane
//   wide  on landscape screens, unless the text is very large: two columns fit      measure  widest content
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
    property alias note: bar.note
    property alias settle: scroll.settle
    readonly property alias pane: scroll
    property int place: 0
    property int count: 0
    property string words
    property string title
    property string hint
    property string titleRole: "title"
    readonly property bool wide: width > height * 1.2 && Theme.textScale < 1.5
    readonly property real measure: (width > height * 1.2 ? 1560 : 1080) * Theme.unit
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
        anchors.topMargin: 3 * Theme.step
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
