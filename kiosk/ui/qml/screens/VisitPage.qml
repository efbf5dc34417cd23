// A page of the visit: the frame with its progress, back and start over wired to the visit.
//
//   visit      signal startOverAsked()  the window asks whether it is meant      otherwise as PageFrame
import QtQuick
import Shubbak
import controls

PageFrame {
    id: page

    required property VisitModel visit

    signal startOverAsked

    canGoBack: visit.mayLeave
    canStartOver: visit.mayLeave && visit.place > 0
    count: visit.count
    place: visit.place
    words: visit.stageTitle

    onBack: visit.back()
    onStartOver: startOverAsked()

    Connections {
        function onStepChanged() {
            page.pane.toTop();
        }

        target: page.visit
    }
}
