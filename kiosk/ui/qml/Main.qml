// The window: the bar at the top, the screen of the present step, the keyboard, and the two questions that come over all.
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
    required property PagesModel pagesModel
    required property HelpModel helpModel
    required property ExcuseModel excuseModel
    required property ReviewModel reviewModel
    required property PaymentModel paymentModel
    required property SignModel signModel
    required property ReceiptModel receiptModel
    required property SlipModel slipModel
    required property CameraModel cameraModel
    required property ClosedModel closedModel
    required property StaffPinModel staffPinModel
    required property StaffModel staffModel
    required property DevicesModel devicesModel
    required property PapersModel papersModel
    required property PrinterTestModel printerTestModel
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
            arrival.restart();
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
            // "Lower" brings everything down to the hand, these keys too; the keyboard needs the room itself.
            y: lowered && !keyboard.open && window.height > window.width ? window.height * 0.28 : 0

            onHelpAsked: window.helping = true
            onLanguageAsked: code => window.visit.chooseLanguage(code)
        }
        HelpBand {
            id: band

            anchors.top: top.bottom
            // Whoever came needs the room.
            asked: window.helpModel.asked && !window.excuseModel.open
            width: parent.width

            onEnded: window.helpModel.end()
        }
        StepScreens {
            id: screen

            anchors.bottom: parent.bottom
            anchors.bottomMargin: keyboard.room
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: band.bottom
            closedModel: window.closedModel
            devicesModel: window.devicesModel
            documentsModel: window.documentsModel
            findModel: window.findModel
            helpPhone: window.helpPhone
            identityModel: window.identityModel
            municipality: window.municipality
            needsModel: window.needsModel
            pagesModel: window.pagesModel
            papersModel: window.papersModel
            printerTestModel: window.printerTestModel
            office: window.office
            paymentModel: window.paymentModel
            questionsModel: window.questionsModel
            receiptModel: window.receiptModel
            slipModel: window.slipModel
            reviewModel: window.reviewModel
            signModel: window.signModel
            staffModel: window.staffModel
            staffPinModel: window.staffPinModel
            // What lies under a sheet or the camera is reached neither by finger nor by key.
            visible: !sheets.covering && !window.cameraModel.active
            visit: window.visit

            transform: Translate {
                id: shift
            }

            onStartOverAsked: window.startOver()
        }
        VisitSheets {
            id: sheets

            anchors.fill: screen
            visible: !window.cameraModel.active
            excuse: window.excuseModel
            help: window.helpModel
            pages: window.pagesModel
        }
        CameraSheet {
            anchors.fill: screen
            model: window.cameraModel
        }
        // A page comes in from where the reading goes on, and from the other side on the way back.
        NumberAnimation {
            id: arrival

            duration: Theme.page
            easing.type: Easing.OutCubic
            from: 64 * Theme.unit * (window.visit.forward === Words.rtl ? -1 : 1)
            property: "x"
            target: shift
            to: 0
        }
        Keyboard {
            id: keyboard

            anchors.bottom: parent.bottom
            width: parent.width
        }
        // Whoever looks across the hall for who asked, sees it on all sides.
        Rectangle {
            anchors.fill: parent
            border.color: Theme.focus
            border.width: 2 * Theme.step
            color: "transparent"
            visible: window.helpModel.asked
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
        figure: window.helpPhone === "" ? "" : "\u2066" + window.helpPhone + "\u2069"
        figureSymbol: "phone"
        open: window.helping
        primaryText: Words.say("kiosk.help.back")
        text: window.helpPhone === "" ? Words.say("kiosk.help.desk") : Words.say("kiosk.help.line")
        title: Words.say("kiosk.help.title")

        onPrimary: window.helping = false
    }
    Sheet {
        open: window.visit.idleWarning
        outOf: 30
        primaryText: Words.say("kiosk.idle.here")
        quietText: Words.say("kiosk.idle.erase")
        seconds: window.visit.idleWarning ? window.idleWatch.left : -1
        text: Words.say("kiosk.idle.line")
        title: Words.say("kiosk.idle.title")

        onPrimary: window.visit.stillHere()
        onQuiet: window.visit.idle()
    }
}
