// The page "writing" of the gallery.
import QtQuick
import QtQuick.Layouts
import controls
import fields
import "question.js" as Question

PageFrame {
    id: page

    readonly property bool ar: Words.rtl

    count: 6
    place: 4
    primaryText: page.ar ? "متابعة" : "Continue"
    title: page.ar ? "بيانات صاحب الرخصة" : "The licence holder"
    words: page.ar ? "صاحب الرخصة" : "the holder"

    TextAnswer {
        Layout.fillWidth: true
        objectName: "nameField"
        question: Question.of("name", "arabic_name", page.ar ? "الاسم الكامل" : "Full name", {
            "value": page.ar ? "عبد الرحمن بن محمد بن أحمد آل سليمان" : "Abdulrahman Mohammed Al Sulaiman",
            "machineRead": true
        })

        Component.onCompleted: children[3].children[0].objectName = "name"
    }
    NumberAnswer {
        Layout.fillWidth: true
        question: Question.of("area", "number", page.ar ? "مساحة المحل" : "Area of the shop", {
            "unit": page.ar ? "متر مربع" : "square metres",
            "value": "1850",
            "hint": page.ar ? "من عقد الإيجار، بلا كسور." : "From the lease, in whole metres.",
            "problem": page.ar ? "المساحة في عقدك لا تزيد على ⁦400⁩ متر. تحقّق من الرقم." :
                                 "The area in your lease is no more than 400 metres. Check the figure."
        })

        Component.onCompleted: children[3].children[0].objectName = "number"
    }
    DateAnswer {
        Layout.fillWidth: true
        question: Question.of("date", "date", page.ar ? "تاريخ انتهاء الإيجار" : "End of the lease", {
            "value": "2027-03-05",
            "months": [...Array(12).keys()].map(place => page.ar ? "شهر" : "March")
        })
    }
    PhoneAnswer {
        Layout.fillWidth: true
        question: Question.of("phone", "phone", page.ar ? "رقم الهاتف" : "Telephone number", {
            "value": "9912 3456",
            "hint": page.ar ? "نرسل إليه رسالة عند تغيّر حالة الطلب." : "We text it when the application moves on."
        })
    }
    LongTextAnswer {
        Layout.fillWidth: true
        question: Question.of("lines", "long_text", page.ar ? "ملاحظات" : "Notes", {
            "required": false,
            "maxLength": 500
        })

        Component.onCompleted: children[3].children[0].objectName = "lines"
    }
}
