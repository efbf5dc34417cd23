// Which language: each by its own name, large.
import QtQuick
import QtQuick.Layouts
import controls

VisitPage {
    id: screen

    hint: Words.other("kiosk.language.title")
    settle: 0.35
    title: Words.say("kiosk.language.title")

    GridLayout {
        Layout.fillWidth: true
        Layout.topMargin: 2 * Theme.step
        columnSpacing: 4 * Theme.step
        columns: screen.wide ? 2 : 1
        rowSpacing: 4 * Theme.step
        uniformCellWidths: true

        LanguageCard {
            Layout.fillWidth: true
            checked: Words.language === "ar"
            glyph: "ع"
            line: Words.say("kiosk.language.continue_ar")
            objectName: "language-ar"
            text: "العربية"

            onClicked: screen.visit.chooseLanguage("ar")
        }
        LanguageCard {
            Layout.fillWidth: true
            checked: Words.language === "en"
            glyph: "A"
            line: Words.say("kiosk.language.continue_en")
            objectName: "language-en"
            text: "English"

            onClicked: screen.visit.chooseLanguage("en")
        }
    }
    Phrase {
        Layout.fillWidth: true
        quiet: true
        text: Words.say("kiosk.language.later")
    }
}
