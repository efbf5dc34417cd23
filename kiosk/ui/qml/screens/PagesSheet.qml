// The pages of one document, over its screen: each large enough to judge, what is wrong drawn on it and said, and a way on.
//
//   pages  help  excuse  the models
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

PageFrame {
    id: sheet

    required property PagesModel pages
    required property HelpModel help
    required property ExcuseModel excuse
    property bool large: false
    readonly property var page: pages.pages[pages.looked] ?? ({
            "number": "",
            "picture": "",
            "aspect": 1.4,
            "faults": [],
            "excused": false,
            "settled": true
        })
    readonly property bool many: pages.pages.length > 1
    readonly property bool great: Theme.textScale >= 1.5
    // On a wide screen beside its words, whatever their size: below a picture they would lie beyond the edge.
    readonly property bool beside: width > height * 1.2 && !large
    readonly property real room: pane.height - 4 * Theme.gap
    // What must be seen without scrolling: all there is, or with large words what is told and that deeds follow.
    readonly property real told: great ? words.told + Theme.target + 4 * Theme.gap : words.implicitHeight
    readonly property real spare: room - told - (heading.visible ? heading.implicitHeight + 4 * Theme.step : 0)
    readonly property real most: large ? Number.POSITIVE_INFINITY : beside ? room : Math.max(spare, height * (great ? 0.2 :
                                                                                                                     0.3))

    canGoBack: !pages.busy
    canStartOver: false
    objectName: "pages-sheet"
    primarySymbol: ({
            "again": "scan-line",
            "see": "arrow-right",
            "add": "plus",
            "done": "check"
        })[pages.next]
    primaryText: pages.busy ? "" : Words.say("pages.next." + pages.next)

    onBack: pages.hide()
    onPrimary: ({
            "again": pages.again,
            "see": pages.see,
            "add": pages.add,
            "done": pages.hide
        })[pages.next]()
    onPageChanged: pane.toTop()

    Busy {
        Layout.fillWidth: true
        running: sheet.pages.busy
        text: sheet.pages.binding ? Words.say("pages.binding") : Words.say("kiosk.documents.scanning")
    }
    PageHeader {
        id: heading

        Layout.fillWidth: true
        role: sheet.great ? "button" : "question"
        title: Words.say("pages.title", {
            "name": sheet.pages.name
        })
        visible: !sheet.pages.busy && !sheet.beside
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 6 * Theme.step
        columns: sheet.beside ? 2 : 1
        rowSpacing: 3 * Theme.step
        visible: !sheet.pages.busy

        PagePicture {
            Accessible.name: place.text
            Accessible.role: Accessible.Graphic
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(width * sheet.page.aspect, sheet.most)
            // An upright page leaves more of the width to the words.
            Layout.preferredWidth: sheet.page.aspect > 1.2 ? 2 : 3
            faults: sheet.page.faults
            objectName: "page-picture"
            picture: sheet.page.picture
        }
        ColumnLayout {
            id: words

            readonly property real told: deeds.y

            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            Layout.preferredWidth: sheet.great ? 4 : 3
            spacing: 2 * Theme.step

            PageHeader {
                Layout.fillWidth: true
                role: sheet.great ? "hint" : "question"
                title: Words.say("pages.title", {
                    "name": sheet.pages.name
                })
                visible: sheet.beside
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.gap
                visible: sheet.many

                IconButton {
                    directional: true
                    enabled: sheet.pages.looked > 0
                    name: Words.say("pages.before")
                    objectName: "page-before"
                    symbol: "arrow-left"

                    onClicked: sheet.pages.look(sheet.pages.looked - 1)
                }
                Phrase {
                    id: place

                    Layout.fillWidth: true
                    horizontalAlignment: Text.AlignHCenter
                    strong: true
                    text: Words.say("pages.page", {
                        "number": sheet.page.number,
                        "count": "\u2066" + sheet.pages.pages.length + "\u2069"
                    })
                }
                IconButton {
                    directional: true
                    enabled: sheet.pages.looked < sheet.pages.pages.length - 1
                    name: Words.say("pages.after")
                    objectName: "page-after"
                    symbol: "arrow-right"

                    onClicked: sheet.pages.look(sheet.pages.looked + 1)
                }
            }
            Notice {
                Layout.fillWidth: true
                text: sheet.pages.problem
                tone: "warning"
                visible: text !== ""
            }
            Repeater {
                model: sheet.page.faults.length

                RowLayout {
                    id: fault

                    required property int index

                    Layout.fillWidth: true
                    spacing: 1.5 * Theme.step

                    PageMark {
                        Layout.alignment: Qt.AlignTop
                        number: sheet.page.faults.length > 1 ? fault.index + 1 : ""
                    }
                    Phrase {
                        Accessible.name: text
                        Accessible.role: Accessible.AlertMessage
                        Layout.fillWidth: true
                        color: Theme.danger
                        objectName: "page-fault"
                        strong: true
                        text: sheet.page.faults[fault.index]?.words ?? ""
                    }
                }
            }
            Fact {
                Layout.fillWidth: true
                symbol: "shield-check"
                text: sheet.page.excused ? Words.say("pages.excused") : ""
            }
            PageDeeds {
                id: deeds

                Layout.fillWidth: true
                excuse: sheet.excuse
                help: sheet.help
                large: sheet.large
                pages: sheet.pages
                settled: sheet.page.settled
                wide: sheet.beside && Theme.textScale < 1.2

                onSized: sheet.large = !sheet.large
            }
        }
    }
}
