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
    // As high as the screen lets it be: with all of the height beside the words, or what these leave over.
    readonly property real room: pane.height - 4 * Theme.gap
    readonly property real spare: room - words.implicitHeight - (heading.visible ? heading.implicitHeight + 4 * Theme.step : 0)
    readonly property real most: large ? Number.POSITIVE_INFINITY : wide ? room : Math.max(spare, height * (width > height ? 0.45 : 0.3))

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
        role: "question"
        title: Words.say("pages.title", {
            "name": sheet.pages.name
        })
        visible: !sheet.pages.busy && !sheet.wide
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 6 * Theme.step
        columns: sheet.wide && !sheet.large ? 2 : 1
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
            picture: sheet.page.picture
        }
        ColumnLayout {
            id: words

            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            Layout.preferredWidth: 3
            spacing: 2 * Theme.step

            PageHeader {
                Layout.fillWidth: true
                role: "question"
                title: Words.say("pages.title", {
                    "name": sheet.pages.name
                })
                visible: sheet.wide
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
                Layout.fillWidth: true
                excuse: sheet.excuse
                help: sheet.help
                large: sheet.large
                pages: sheet.pages
                settled: sheet.page.settled
                wide: sheet.wide && !sheet.large

                onSized: sheet.large = !sheet.large
            }
        }
    }
}
