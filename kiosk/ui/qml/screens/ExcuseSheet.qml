// A member of staff takes a page as it is: first the PIN, then the reason; the visit below stays as it was.
//
//   model  the ExcuseModel
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls
import fields

PageFrame {
    id: sheet

    required property ExcuseModel model
    readonly property StaffPinModel pin: model.pinModel as StaffPinModel
    // A wide screen is low: what belongs together stands beside each other there, whatever the size of the words.
    readonly property bool beside: width > height * 1.2

    canGoBack: model.admitted
    canStartOver: false
    hint: model.operator
    note: model.admitted || beside ? "" : pin.problem
    objectName: "excuse-sheet"
    primaryEnabled: model.admitted ? model.ready : pin.count > 0 && !pin.checking
    primarySymbol: "check"
    primaryText: model.admitted ? Words.say("pages.excuse.take") : Words.say("kiosk.staff.enter")
    settle: model.admitted ? 0 : 0.35
    title: model.admitted ? Words.say("pages.excuse.title", {
        "number": model.page.number ?? ""
    }) : Words.say("kiosk.staff.pin_title")
    titleRole: "question"

    onBack: model.leave()
    onPrimary: model.admitted ? model.take() : pin.enter()

    PinDesk {
        Layout.fillWidth: true
        model: sheet.pin
        visible: !sheet.model.admitted
        wide: sheet.beside

        onLeave: sheet.model.leave()
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 6 * Theme.step
        columns: sheet.beside ? 2 : 1
        rowSpacing: 3 * Theme.step
        visible: sheet.model.admitted

        PagePicture {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            Layout.preferredHeight: sheet.height * (sheet.beside ? 0.6 : 0.24)
            Layout.preferredWidth: 1
            faults: sheet.model.page.faults ?? []
            picture: sheet.model.page.picture ?? ""
        }
        ColumnLayout {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            Layout.preferredWidth: 2
            spacing: 2 * Theme.step

            OptionCards {
                Layout.fillWidth: true
                chosen: [sheet.model.reason]
                dense: Theme.textScale < 1.5
                options: sheet.model.reasons
                several: false

                onPressed: id => sheet.model.choose(id)
            }
            Loader {
                Layout.fillWidth: true
                active: sheet.model.admitted && sheet.model.reason === "other"
                objectName: "excuse-note"
                visible: active

                sourceComponent: LongTextAnswer {
                    question: ({
                            "id": "note",
                            "label": Words.say("pages.excuse.note"),
                            "hint": "",
                            "required": true,
                            "maxLength": sheet.model.mostSigns,
                            "value": sheet.model.note,
                            "problem": ""
                        })

                    onAnswered: (id, value) => sheet.model.write(value)
                }
            }
        }
    }
}
