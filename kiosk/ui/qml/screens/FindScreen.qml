// Which service: words to search by, tiles of all kinds, what a person wants to do, or a paper to scan.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

VisitPage {
    id: screen

    required property FindModel model
    readonly property bool start: model.view === "start"
    // Nothing was found, or a paper says nothing: there are two other ways.
    readonly property bool astray: model.view === "none" || model.amiss
    readonly property bool byEvent: model.lifeEvents.length > 0 && (start || astray)

    hint: model.view === "renew" ? Words.say("find.renew_hint") : model.view === "resume" ? Words.say(
                                                                     "find.resume_hint") : ""
    inside: model.inside
    title: model.heading

    onBackInside: model.back()

    Connections {
        function onQueryChanged() {
            if (box.text !== screen.model.query)
                box.text = screen.model.query;
        }
        function onTurned() {
            screen.pane.toTop();
        }

        target: screen.model
    }
    SearchBox {
        id: box

        Layout.fillWidth: true
        maximumLength: 1000
        objectName: "search"
        placeholderText: screen.model.view === "resume" ? Words.say("find.resume_prompt") : Words.say("find.prompt")
        prompt: screen.model.view === "resume" ? Words.say("find.resume_hint") : Words.say("kiosk.find.search")

        // Who comes back to this page finds it as it was left.
        Component.onCompleted: text = screen.model.query
        onAccepted: screen.model.enter()
        onChanged: words => {
            if (words !== screen.model.query)
                screen.model.setQuery(words);
        }
    }
    Notice {
        Layout.fillWidth: true
        text: screen.model.notice
        tone: screen.model.amiss ? "warning" : "info"
        visible: text !== ""
    }
    Notice {
        Layout.fillWidth: true
        text: screen.visit.problem
        tone: "warning"
        visible: text !== ""
    }
    Loader {
        Layout.fillWidth: true
        active: screen.start
        visible: active

        sourceComponent: KindTiles {
            prefix: "category-"
            tiles: screen.model.categories
            wide: screen.wide

            onChosen: id => screen.model.openCategory(id)
        }
    }
    Loader {
        Layout.fillWidth: true
        active: screen.model.view === "events"
        visible: active

        sourceComponent: KindTiles {
            prefix: "event-"
            tiles: screen.model.lifeEvents
            wide: screen.wide

            onChosen: id => screen.model.openEvent(id)
        }
    }
    Notice {
        Layout.fillWidth: true
        text: Words.say("find.none_ways")
        title: Words.say("find.none")
        visible: screen.model.view === "none"
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 2 * Theme.step
        columns: screen.wide ? 2 : 1
        rowSpacing: 2 * Theme.step
        uniformCellWidths: true
        visible: screen.start || screen.astray

        QuietButton {
            Layout.fillWidth: true
            objectName: "by-kind"
            symbol: "layout-grid"
            text: Words.say("find.by_kind")
            visible: screen.astray

            onClicked: screen.model.home()
        }
        QuietButton {
            Layout.fillWidth: true
            objectName: "by-event"
            symbol: "list"
            text: Words.say("find.by_event")
            visible: screen.byEvent

            onClicked: screen.model.openEvents()
        }
        QuietButton {
            Layout.fillWidth: true
            objectName: "renew"
            symbol: "scan-qr-code"
            text: Words.say("find.renew")
            visible: screen.start

            onClicked: screen.model.openRenewal()
        }
        QuietButton {
            Layout.fillWidth: true
            objectName: "resume"
            symbol: "pencil"
            text: Words.say("find.resume")
            visible: screen.start

            onClicked: screen.model.openResume()
        }
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 3 * Theme.step
        columns: screen.wide ? 2 : 1
        rowSpacing: 3 * Theme.step
        uniformCellWidths: true
        visible: screen.model.count > 0

        Repeater {
            model: screen.model.services

            ServiceCard {
                required property string serviceId
                required property string name
                required summary
                required symbol

                Layout.fillHeight: true
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                objectName: "service-" + serviceId
                text: name

                onClicked: screen.model.choose(serviceId)
            }
        }
    }
    QuietButton {
        Layout.fillWidth: true
        objectName: "more"
        symbol: "chevron-down"
        text: Words.say("find.more", {
            count: screen.model.more
        })
        visible: screen.model.more > 0

        onClicked: screen.model.showMore()
    }
}
