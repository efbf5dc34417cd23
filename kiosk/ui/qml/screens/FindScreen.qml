// Which service: a search over every service and one card each.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls

VisitPage {
    id: screen

    required property FindModel model

    hint: Words.say("kiosk.find.search")
    title: Words.say("kiosk.find.title")

    SearchBox {
        Layout.fillWidth: true
        objectName: "search"
        prompt: Words.say("kiosk.find.search")

        // Who comes back to this page finds it as it was left.
        Component.onCompleted: text = screen.model.query
        onChanged: words => screen.model.setQuery(words)
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 3 * Theme.step
        columns: screen.wide ? 2 : 1
        rowSpacing: 3 * Theme.step
        uniformCellWidths: true

        Repeater {
            model: screen.model.services

            ServiceCard {
                required property var modelData

                Layout.alignment: Qt.AlignTop
                Layout.fillHeight: true
                Layout.fillWidth: true
                objectName: "service-" + modelData.id
                summary: modelData.summary
                symbol: modelData.icon
                text: modelData.name

                onClicked: screen.model.choose(modelData.id)
            }
        }
    }
    Notice {
        Layout.fillWidth: true
        text: Words.say("kiosk.find.none")
        visible: screen.model.services.length === 0
    }
}
