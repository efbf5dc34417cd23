// The window: the bar at the top, the screen of the present step, the keyboard, and the two questions that come over all.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import Shubbak
import controls
import screens

Window {
    id: window

    required property VisitModel visit
    required property FindModel findModel
    required property NeedsModel needsModel
    required property IdentityModel identityModel
    required property QuestionsModel questionsModel
    required property DocumentsModel documentsModel
    required property ReviewModel reviewModel
    required property PaymentModel paymentModel
    required property SignModel signModel
    required property ReceiptModel receiptModel
    required property IdleWatch idleWatch
    required property string municipality
    required property string office
    required property string helpPhone
    property bool leaving: false
    property bool helping: false

    LayoutMirroring.childrenInherit: true
    LayoutMirroring.enabled: Words.rtl
    color: Theme.paper
    title: "Shubbak"

    onHeightChanged: fit()
    onWidthChanged: fit()

    function fit() {
        Look.unit = Math.min(width, height) / 1080;
    }
    function startOver() {
        leaving = true;
    }

    Component.onCompleted: fit()

    Connections {
        function onStepChanged() {
            window.leaving = false;
            window.helping = false;
            // What was typed into on the last page no longer needs a keyboard.
            content.forceActiveFocus();
        }
        function onWiped() {
            top.lowered = false;
        }

        target: window.visit
    }
    FocusScope {
        id: content

        anchors.fill: parent
        focus: true

        TopBar {
            id: top

            municipality: window.municipality
            width: parent.width

            onHelpAsked: window.helping = true
            onLanguageAsked: code => window.visit.chooseLanguage(code)
        }
        Loader {
            id: screen

            anchors.bottom: parent.bottom
            anchors.bottomMargin: keyboard.room
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: top.bottom
            sourceComponent: ({
                    "attract": attract,
                    "language": language,
                    "find": find,
                    "needs": needs,
                    "consent": consent,
                    "identify": identify,
                    "questions": questions,
                    "documents": documents,
                    "review": review,
                    "pay": pay,
                    "sign": sign,
                    "submit": submit,
                    "receipt": receipt
                })[window.visit.screen]
        }
        Keyboard {
            id: keyboard

            anchors.bottom: parent.bottom
            width: parent.width
        }
    }
    Sheet {
        open: window.leaving
        primaryText: Words.say("kiosk.leave.erase")
        primaryTone: "danger"
        quietText: Words.say("kiosk.leave.keep")
        text: Words.say("kiosk.leave.line")
        title: Words.say("kiosk.leave.title")

        onPrimary: {
            window.leaving = false;
            window.visit.startOver();
        }
        onQuiet: window.leaving = false
    }
    Sheet {
        open: window.helping
        primaryText: Words.say("kiosk.help.back")
        text: Words.say("kiosk.help.line", {
            "phone": "\u2066" + window.helpPhone + "\u2069"
        })
        title: Words.say("kiosk.help.title")

        onPrimary: window.helping = false
    }
    Sheet {
        open: window.visit.idleWarning
        outOf: 30
        primaryText: Words.say("kiosk.idle.here")
        quietText: Words.say("kiosk.leave.erase")
        seconds: window.visit.idleWarning ? window.idleWatch.left : -1
        text: Words.say("kiosk.idle.line", {
            "seconds": "\u2066" + window.idleWatch.left + "\u2069"
        })
        title: Words.say("kiosk.idle.title")

        onPrimary: window.visit.stillHere()
        onQuiet: window.visit.idle()
    }

    Component {
        id: attract

        AttractScreen {
            municipality: window.municipality
            office: window.office
            visit: window.visit
        }
    }
    Component {
        id: language

        LanguageScreen {
            lowered: top.lowered
            visit: window.visit
        }
    }
    Component {
        id: find

        FindScreen {
            lowered: top.lowered
            model: window.findModel
            visit: window.visit
        }
    }
    Component {
        id: needs

        NeedsScreen {
            lowered: top.lowered
            model: window.needsModel
            visit: window.visit
        }
    }
    Component {
        id: consent

        ConsentScreen {
            lowered: top.lowered
            model: window.needsModel
            visit: window.visit

            onStartOverAsked: window.startOver()
        }
    }
    Component {
        id: identify

        IdentityScreen {
            lowered: top.lowered
            model: window.identityModel
            visit: window.visit

            onStartOverAsked: window.startOver()
        }
    }
    Component {
        id: questions

        QuestionsScreen {
            lowered: top.lowered
            model: window.questionsModel
            visit: window.visit

            onStartOverAsked: window.startOver()
        }
    }
    Component {
        id: documents

        DocumentsScreen {
            lowered: top.lowered
            model: window.documentsModel
            visit: window.visit

            onStartOverAsked: window.startOver()
        }
    }
    Component {
        id: review

        ReviewScreen {
            lowered: top.lowered
            model: window.reviewModel
            visit: window.visit

            onStartOverAsked: window.startOver()
        }
    }
    Component {
        id: pay

        PayScreen {
            lowered: top.lowered
            model: window.paymentModel
            visit: window.visit

            onStartOverAsked: window.startOver()
        }
    }
    Component {
        id: sign

        SignScreen {
            lowered: top.lowered
            model: window.signModel
            visit: window.visit

            onStartOverAsked: window.startOver()
        }
    }
    Component {
        id: submit

        SubmitScreen {
            lowered: top.lowered
            model: window.signModel
            visit: window.visit
        }
    }
    Component {
        id: receipt

        ReceiptScreen {
            lowered: top.lowered
            model: window.receiptModel
            visit: window.visit
        }
    }
}
