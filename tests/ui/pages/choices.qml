// The page "choices" of the gallery.
import QtQuick
import QtQuick.Layouts
import controls
import fields
import "question.js" as Question

PageFrame {
    id: page

    readonly property bool ar: Words.rtl

    count: 6
    hint: page.ar ? "كما هي في عقد الإيجار." : "As in the lease."
    place: 3
    primaryText: page.ar ? "متابعة" : "Continue"
    title: page.ar ? "عن المحل" : "About the shop"
    words: page.ar ? "المحل" : "the shop"

    FieldList {
        Layout.fillWidth: true
        questions: [Question.of("activity", "choice", page.ar ? "ما نشاط المحل؟" : "What does the shop do?", {
                    "options": [{
                            "id": "food",
                            "label": page.ar ? "مطعم أو مقهى" : "Restaurant or café",
                            "hint": page.ar ? "يُحضَّر فيه الطعام أو الشراب" : "Food or drink is prepared here",
                            "icon": "utensils"
                        }, {
                            "id": "shop",
                            "label": page.ar ? "بيع أغذية مغلّفة" : "Packaged food",
                            "hint": page.ar ? "بقالة أو سوق" : "Grocery or market",
                            "icon": "shopping-bag"
                        }, {
                            "id": "hair",
                            "label": page.ar ? "صالون حلاقة أو تجميل" : "Barber or beauty salon",
                            "hint": "",
                            "icon": "scissors"
                        }],
                    "value": "shop"
                }), Question.of("papers", "multi_choice", page.ar ? "ما الذي تغيّر منذ آخر رخصة؟" :
                                                                  "What has changed since the last licence?", {
                    "options": [{
                            "id": "a",
                            "label": page.ar ? "المساحة" : "The area",
                            "hint": "",
                            "icon": ""
                        }, {
                            "id": "b",
                            "label": page.ar ? "العمالة" : "The staff",
                            "hint": "",
                            "icon": ""
                        }, {
                            "id": "c",
                            "label": page.ar ? "المالك" : "The owner",
                            "hint": "",
                            "icon": ""
                        }, {
                            "id": "d",
                            "label": page.ar ? "لم يتغيّر شيء" : "Nothing",
                            "hint": "",
                            "icon": ""
                        }],
                    "value": ["a", "c"]
                }), Question.of("gas", "yes_no", page.ar ? "هل يُستخدم الغاز في المحل؟" : "Is gas used in the shop?", {
                    "problem": page.ar ? "اختر نعم أو لا لنعرف شروط السلامة المطلوبة." :
                                         "Choose yes or no so that we know which safety rules apply."
                })]
    }
}
