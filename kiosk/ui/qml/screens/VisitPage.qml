// A page of the visit: the frame with its progress, back and start over wired to the visit.
//
//   visit      signal startOverAsked()  the window asks whether it is meant      otherwise as PageFrame
//   inside  Back is the page's own affair for now: signal backInside()
import QtQuick
import Shubbak
import controls

PageFrame {
    id: page

    required property VisitModel visit

    property bool inside: false

    signal startOverAsked
    signal backInside

    canGoBack: visit.mayLeave
    canStartOver: visit.mayLeave && visit.place > 0
    count: visit.count
    place: visit.place
    words: visit.stageTitle

    onBack: inside ? backInside() : visit.back()
    onStartOver: startOverAsked()

    Connections {
        function onStepChanged() {
            page.pane.toTop();
        }

        target: page.visit
    }
}
