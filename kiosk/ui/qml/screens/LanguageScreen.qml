// Which language: each by its own name, large.
import QtQuick
import QtQuick.Layouts
import controls

VisitPage {
    id: screen


    hint: Words.say("kiosk.language.later")
    title: Words.language === "ar" ? "اختر اللغة  ·  Choose your language" : "Choose your language  ·  اختر اللغة"

    ChoiceCard {
        Layout.fillWidth: true
        checked: Words.language === "ar"
        objectName: "language-ar"
        symbol: "languages"
        text: "العربية"

        onClicked: screen.visit.chooseLanguage("ar")
    }
    ChoiceCard {
        Layout.fillWidth: true
        checked: Words.language === "en"
        objectName: "language-en"
        symbol: "languages"
        text: "English"

        onClicked: screen.visit.chooseLanguage("en")
    }
}
