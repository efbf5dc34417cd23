// Pages side by side in reading order, as many as fit, and how many more there are.
//
//   pages  [{picture, wrong}]
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

RowLayout {
    id: strip

    required property var pages
    readonly property int fitting: Math.max(1, Math.floor((width + spacing) / (128 * Theme.unit + spacing)))
    // The last place says how many more there are.
    readonly property int shown: pages.length > fitting ? Math.max(1, fitting - 1) : pages.length

    implicitHeight: 168 * Theme.unit
    spacing: Theme.gap

    Repeater {
        model: strip.shown

        PageThumb {
            required property int index

            picture: strip.pages[index]?.picture ?? ""
            wrong: strip.pages[index]?.wrong ?? false
        }
    }
    Phrase {
        strong: true
        text: "\u2066+" + (strip.pages.length - strip.shown) + "\u2069"
        visible: strip.pages.length > strip.shown
    }
    Item {
        Layout.fillWidth: true
    }
}
