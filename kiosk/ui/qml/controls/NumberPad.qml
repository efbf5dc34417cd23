// Digits for a PIN, laid out as on a telephone in every language; it types nowhere but into its signals.
//
//   signal digit(string sign)  erase()
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

GridLayout {
    id: pad

    signal digit(string sign)
    signal erase

    LayoutMirroring.childrenInherit: true
    LayoutMirroring.enabled: false
    columnSpacing: Theme.gap
    columns: 3
    rowSpacing: Theme.gap

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "back"]

        Item {
            id: place

            required property string modelData

            Layout.fillWidth: true
            Layout.preferredHeight: Theme.primary

            KeyCap {
                anchors.fill: parent
                cap: ({
                        "text": place.modelData === "back" ? "" : place.modelData,
                        "action": place.modelData === "back" ? "back" : "",
                        "span": 1
                    })
                enabled: visible
                language: ""
                objectName: "pad-" + place.modelData
                visible: place.modelData !== ""

                onClicked: place.modelData === "back" ? pad.erase() : pad.digit(place.modelData)
            }
        }
    }
}
