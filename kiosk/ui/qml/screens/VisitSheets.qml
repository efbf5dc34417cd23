// What lies over the screen of a visit while it is open: a document's pages, and over them what staff do with one.
//
//   pages  help  excuse  the models      covering  whether anything lies over the screen
pragma ComponentBehavior: Bound

import QtQuick
import Shubbak

Item {
    id: sheets

    required property PagesModel pages
    required property HelpModel help
    required property ExcuseModel excuse
    readonly property bool covering: pages.open

    Loader {
        active: sheets.pages.open
        anchors.fill: parent
        visible: !sheets.excuse.open

        // What was typed into below no longer needs a keyboard.
        onLoaded: sheets.forceActiveFocus()
        sourceComponent: PagesSheet {
            excuse: sheets.excuse
            help: sheets.help
            pages: sheets.pages
        }
    }
    Loader {
        active: sheets.excuse.open
        anchors.fill: parent

        onLoaded: sheets.forceActiveFocus()
        sourceComponent: ExcuseSheet {
            model: sheets.excuse
        }
    }
}
