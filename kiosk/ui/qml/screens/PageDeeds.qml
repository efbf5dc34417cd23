// What can be done with the page that is looked at, besides the next action of its sheet; what helps when something is
// wrong stands first.
//
//   pages  help  excuse  the models      settled  nothing is wrong with the page      large  it is shown large      wide  beside the page
//       signal sized()
import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

GridLayout {
    id: deeds

    required property PagesModel pages
    required property HelpModel help
    required property ExcuseModel excuse
    required property bool settled
    required property bool large
    required property bool wide
    readonly property int last: pages.pages.length - 1

    signal sized

    columnSpacing: Theme.gap
    columns: wide ? 3 : 2
    rowSpacing: Theme.gap
    uniformCellWidths: true

    QuietButton {
        Layout.fillHeight: true
        Layout.fillWidth: true
        objectName: "excuse"
        symbol: "key-round"
        text: Words.say("pages.excuse.open")
        visible: deeds.excuse.possible

        onClicked: deeds.excuse.show()
    }
    QuietButton {
        Layout.fillHeight: true
        Layout.fillWidth: true
        objectName: "help-ask"
        symbol: "hand"
        text: Words.say("pages.help.ask")
        visible: !deeds.settled && !deeds.help.asked

        onClicked: deeds.help.ask()
    }
    QuietButton {
        Layout.fillHeight: true
        Layout.fillWidth: true
        objectName: "page-again"
        symbol: "scan-line"
        text: Words.say("pages.next.again")
        // Where it is the next action, it stands below.
        visible: deeds.pages.next !== "again"

        onClicked: deeds.pages.again()
    }
    QuietButton {
        Layout.fillHeight: true
        Layout.fillWidth: true
        objectName: "page-remove"
        symbol: "trash-2"
        text: Words.say("pages.remove")
        tone: "danger"

        onClicked: deeds.pages.remove()
    }
    QuietButton {
        Layout.fillHeight: true
        Layout.fillWidth: true
        objectName: "page-add"
        symbol: "plus"
        text: Words.say("pages.add")
        visible: deeds.pages.more && deeds.pages.next !== "add"

        onClicked: deeds.pages.add()
    }
    QuietButton {
        Layout.fillHeight: true
        Layout.fillWidth: true
        objectName: "page-size"
        symbol: deeds.large ? "zoom-out" : "zoom-in"
        text: deeds.large ? Words.say("pages.smaller") : Words.say("pages.larger")

        onClicked: deeds.sized()
    }
    QuietButton {
        Layout.fillHeight: true
        Layout.fillWidth: true
        enabled: deeds.pages.looked > 0
        objectName: "page-earlier"
        symbol: "chevron-left"
        text: Words.say("pages.earlier")
        visible: deeds.last > 0 && deeds.pages.sortable

        onClicked: deeds.pages.move(-1)
    }
    QuietButton {
        Layout.fillHeight: true
        Layout.fillWidth: true
        enabled: deeds.pages.looked < deeds.last
        objectName: "page-later"
        symbol: "chevron-right"
        text: Words.say("pages.later")
        visible: deeds.last > 0 && deeds.pages.sortable

        onClicked: deeds.pages.move(1)
    }
}
