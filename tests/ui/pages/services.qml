// The page "services" of the gallery.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import controls

PageFrame {
    id: page

    readonly property bool ar: Words.rtl

    canStartOver: false
    hint: page.ar ? "اختر خدمة لترى ما تحتاج إليه وكم تكلّف قبل أن تبدأ." :
                    "Choose a service to see what you need and what it costs before you start."
    title: page.ar ? "ماذا تريد أن تنجز اليوم؟" : "What would you like to do today?"

    Repeater {
        model: [["heart-pulse", "تجديد رخصة صحية لمحل", "Renew a shop's health licence",
                "تصدر الرخصة المجددة سنة واحدة بعد التفتيش.", "Get the licence for one more year after an inspection.",
                "من 20.000 د.ك", "from KWD 20.000", "5 أيام عمل", "5 working days"], ["droplets", "تسجيل بئر قائمة",
                "Register a well", "شهادة تسجيل البئر في السجل.", "A certificate that the well is in the register.",
                "25.000 ر.ع", "OMR 25.000", "10 أيام عمل", "10 working days"], ["landmark",
                "الاستعلام عن ضريبة الأبنية والأراضي داخل حدود البلدية ودفعها", "Buildings and land tax: see and pay",
                "ما عليك وما دفعت، وإيصال فوري.", "What is due and paid, with a receipt at once.", "", "", "فورًا", "At once"], [
                "megaphone", "الإبلاغ عن مخالفة بصورة", "Report a violation with a photo",
                "يصل البلاغ إلى المفتش المختص.", "Your report reaches the inspector in charge.", "مجانًا", "Free", "3 أيام",
                "3 days"]]

        ServiceCard {
            required property var modelData

            Layout.fillWidth: true
            cost: page.ar ? modelData[5] : modelData[6]
            duration: page.ar ? modelData[7] : modelData[8]
            summary: page.ar ? modelData[3] : modelData[4]
            symbol: modelData[0]
            text: page.ar ? modelData[1] : modelData[2]
        }
    }
}
