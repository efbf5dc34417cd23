// The screen of the present step, made when it is reached.
//
//   visit, municipality, office and each screen's model      signal startOverAsked()
pragma ComponentBehavior: Bound

import QtQuick
import Shubbak

Loader {
    id: screens

    required property VisitModel visit
    required property FindModel findModel
    required property NeedsModel needsModel
    required property IdentityModel identityModel
    required property QuestionsModel questionsModel
    required property DocumentsModel documentsModel
    required property PagesModel pagesModel
    required property ReviewModel reviewModel
    required property PaymentModel paymentModel
    required property SignModel signModel
    required property ReceiptModel receiptModel
    required property SlipModel slipModel
    required property ClosedModel closedModel
    required property StaffPinModel staffPinModel
    required property StaffModel staffModel
    required property DevicesModel devicesModel
    required property PapersModel papersModel
    required property PrinterTestModel printerTestModel
    required property string municipality
    required property string office
    required property string helpPhone

    signal startOverAsked

    sourceComponent: ({
            "attract": attract,
            "closed": closed,
            "staff_pin": staffPin,
            "staff": staff,
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
            "receipt": receipt,
            "slip": slip
        })[visit.screen]

    Component {
        id: attract

        AttractScreen {
            municipality: screens.municipality
            office: screens.office
            visit: screens.visit
        }
    }
    Component {
        id: closed

        ClosedScreen {
            helpPhone: screens.helpPhone
            model: screens.closedModel
            visit: screens.visit
        }
    }
    Component {
        id: staffPin

        StaffPinScreen {
            model: screens.staffPinModel
            visit: screens.visit
        }
    }
    Component {
        id: staff

        Item {
            StaffScreen {
                anchors.fill: parent
                devices: screens.devicesModel
                model: screens.staffModel
                papers: screens.papersModel
                visible: !screens.devicesModel.open && !screens.papersModel.open && !screens.printerTestModel.open
                visit: screens.visit
            }
            Loader {
                active: screens.papersModel.open
                anchors.fill: parent

                sourceComponent: PapersScreen {
                    model: screens.papersModel
                }
            }
            Loader {
                active: screens.devicesModel.open
                anchors.fill: parent

                sourceComponent: DevicesScreen {
                    model: screens.devicesModel
                    tests: screens.printerTestModel
                    visible: !screens.printerTestModel.open
                }
            }
            Loader {
                active: screens.printerTestModel.open
                anchors.fill: parent

                sourceComponent: PrinterTestScreen {
                    model: screens.printerTestModel
                }
            }
        }
    }
    Component {
        id: language

        LanguageScreen {
            visit: screens.visit
        }
    }
    Component {
        id: find

        FindScreen {
            model: screens.findModel
            visit: screens.visit
        }
    }
    Component {
        id: needs

        NeedsScreen {
            model: screens.needsModel
            visit: screens.visit
        }
    }
    Component {
        id: consent

        ConsentScreen {
            model: screens.needsModel
            visit: screens.visit

            onStartOverAsked: screens.startOverAsked()
        }
    }
    Component {
        id: identify

        IdentityScreen {
            model: screens.identityModel
            visit: screens.visit

            onStartOverAsked: screens.startOverAsked()
        }
    }
    Component {
        id: questions

        QuestionsScreen {
            model: screens.questionsModel
            pages: screens.pagesModel
            visit: screens.visit

            onStartOverAsked: screens.startOverAsked()
        }
    }
    Component {
        id: documents

        DocumentsScreen {
            model: screens.documentsModel
            pages: screens.pagesModel
            slip: screens.slipModel
            visit: screens.visit

            onStartOverAsked: screens.startOverAsked()
        }
    }
    Component {
        id: review

        ReviewScreen {
            model: screens.reviewModel
            visit: screens.visit

            onStartOverAsked: screens.startOverAsked()
        }
    }
    Component {
        id: pay

        PayScreen {
            model: screens.paymentModel
            visit: screens.visit

            onStartOverAsked: screens.startOverAsked()
        }
    }
    Component {
        id: sign

        SignScreen {
            model: screens.signModel
            visit: screens.visit

            onStartOverAsked: screens.startOverAsked()
        }
    }
    Component {
        id: submit

        SubmitScreen {
            model: screens.signModel
            visit: screens.visit
        }
    }
    Component {
        id: receipt

        ReceiptScreen {
            model: screens.receiptModel
            visit: screens.visit
        }
    }
    Component {
        id: slip

        SlipScreen {
            model: screens.slipModel
            visit: screens.visit
        }
    }
}
