// The page "states" of the gallery.
import QtQuick
import QtQuick.Layouts
import controls
import fields
import "question.js" as Question

PageFrame {
    id: page

    readonly property bool ar: Words.rtl

    primaryEnabled: false
    primaryText: page.ar ? "متابعة" : "Continue"
    title: page.ar ? "حالات" : "States"

    Notice {
        Layout.fillWidth: true
        text: page.ar ? "رقم الطلب ⁦KW-2026-000123-7⁩." : "Application number KW-2026-000123-7."
        title: page.ar ? "وصل طلبك" : "Your application has arrived"
        tone: "success"
    }
    Notice {
        Layout.fillWidth: true
        text: page.ar ? "سيُرسل الطلب وحده عند عودة الاتصال." : "The application is sent by itself when the line is back."
        title: page.ar ? "لا اتصال الآن" : "No connection now"
        tone: "warning"
    }
    Notice {
        Layout.fillWidth: true
        text: page.ar ? "البطاقة منتهية منذ ⁦5⁩ مارس ⁦2025⁩. استخدم جواز السفر أو اطلب المساعدة." :
                        "The card expired on 5 March 2025. Use your passport or ask for help."
        title: page.ar ? "لا يمكن استخدام هذه البطاقة" : "This card cannot be used"
        tone: "danger"
    }
    Busy {
        Layout.fillWidth: true
        advice: page.ar ? "يمكنك الانتظار أو طلب المساعدة." : "You may wait or ask for help."
        seconds: 12
        text: page.ar ? "نقرأ بطاقتك…" : "Reading your card…"
    }
    FieldLoader {
        Layout.fillWidth: true
        question: Question.of("place", "map_point", page.ar ? "موقع البئر" : "Place of the well", {
            "place": "23.5880,58.3829",
            "value": "23.5880,58.3829"
        })
    }
    FieldLoader {
        Layout.fillWidth: true
        question: Question.of("nat", "choice", page.ar ? "الجنسية" : "Nationality", {
            "options": ["الأردن", "الإمارات", "البحرين", "السعودية", "العراق", "الكويت", "عُمان", "قطر", "مصر", "سوريا"].map((name, i) => ({
                        "id": String(i),
                        "label": name,
                        "hint": "",
                        "icon": ""
                    }))
        })
    }
    RowLayout {
        spacing: Theme.gap

        QuietButton {
            symbol: "printer"
            text: page.ar ? "طباعة" : "Print"
        }
        QuietButton {
            plain: true
            symbol: "pencil"
            text: page.ar ? "تعديل" : "Change"
        }
        IconButton {
            name: "x"
            symbol: "x"
        }
    }
}
