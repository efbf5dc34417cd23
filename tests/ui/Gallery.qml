// Every control and field on a few pages as a visit would show them; drawn by gallery.py.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import controls
import fields

Window {
    id: root

    required property string page
    readonly property bool ar: Words.rtl
    property string answers

    LayoutMirroring.childrenInherit: true
    LayoutMirroring.enabled: Words.rtl
    color: Theme.paper
    visible: true

    function q(id: string, kind: string, label: string, more: var): var {
        return Object.assign({
            "id": id,
            "kind": kind,
            "label": label,
            "hint": "",
            "required": true,
            "options": [],
            "value": "",
            "problem": "",
            "unit": "",
            "keyboard": "arabic",
            "maxLength": 120,
            "private": false,
            "machineRead": false
        }, more);
    }

    TopBar {
        id: top

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        municipality: root.ar ? "بلدية الكويت" : "Kuwait Municipality"
    }
    Loader {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: keyboard.room
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: top.bottom
        sourceComponent: ({
                "start": start,
                "services": services,
                "choices": choices,
                "writing": writing,
                "money": money,
                "review": review,
                "states": states
            })[root.page]
    }
    Keyboard {
        id: keyboard

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
    }
    Sheet {
        open: root.page === "review" && root.ar
        outOf: 30
        primaryText: root.ar ? "نعم، أنا هنا" : "Yes, I am here"
        quietText: root.ar ? "إنهاء ومسح ما كتبته" : "Finish and erase what I typed"
        seconds: 18
        text: root.ar ? "حفاظًا على خصوصيتك يُمسح كل ما كتبته عند انتهاء الوقت." :
                        "To protect your privacy, everything you typed is erased when the time is up."
        title: root.ar ? "أما زلت هنا؟" : "Are you still here?"
    }

    Component {
        id: start

        Item {
            StarPattern {
                anchors.fill: parent
            }
            ColumnLayout {
                anchors.centerIn: parent
                spacing: 6 * Theme.step
                width: Math.min(parent.width - 2 * Theme.margin, 900 * Theme.unit)

                Rectangle {
                    Layout.fillWidth: true
                    border.color: Theme.line
                    border.width: Theme.hairline
                    color: Theme.surface
                    implicitHeight: inner.implicitHeight + 16 * Theme.step
                    radius: Theme.radius

                    ColumnLayout {
                        id: inner

                        anchors.centerIn: parent
                        spacing: 4 * Theme.step
                        width: parent.width - 16 * Theme.step

                        Phrase {
                            Layout.fillWidth: true
                            horizontalAlignment: Text.AlignHCenter
                            role: "display"
                            text: root.ar ? "أهلًا بكم" : "Welcome"
                        }
                        Phrase {
                            Layout.fillWidth: true
                            horizontalAlignment: Text.AlignHCenter
                            text: root.ar ? "أنجز معاملتك البلدية هنا: رخصة، دفع، بلاغ، مخطط." :
                                            "Do your municipal business here: licence, payment, report, plan."
                        }
                        PrimaryButton {
                            Layout.fillWidth: true
                            Layout.topMargin: 2 * Theme.step
                            text: root.ar ? "ابدأ" : "Start"
                        }
                    }
                }
            }
        }
    }
    Component {
        id: services

        PageFrame {
            canStartOver: false
            hint: root.ar ? "اختر خدمة لترى ما تحتاج إليه وكم تكلّف قبل أن تبدأ." :
                            "Choose a service to see what you need and what it costs before you start."
            lowered: top.lowered
            title: root.ar ? "ماذا تريد أن تنجز اليوم؟" : "What would you like to do today?"

            Repeater {
                model: [["stethoscope", "تجديد رخصة صحية لمحل", "Renew a shop's health licence",
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
                    cost: root.ar ? modelData[5] : modelData[6]
                    duration: root.ar ? modelData[7] : modelData[8]
                    summary: root.ar ? modelData[3] : modelData[4]
                    symbol: modelData[0]
                    text: root.ar ? modelData[1] : modelData[2]
                }
            }
        }
    }
    Component {
        id: choices

        PageFrame {
            count: 6
            hint: root.ar ? "كما هي في عقد الإيجار." : "As in the lease."
            lowered: top.lowered
            place: 3
            primaryText: root.ar ? "متابعة" : "Continue"
            title: root.ar ? "عن المحل" : "About the shop"
            words: root.ar ? "المحل" : "the shop"

            FieldList {
                Layout.fillWidth: true
                questions: [root.q("activity", "choice", root.ar ? "ما نشاط المحل؟" : "What does the shop do?", {
                            "options": [{
                                    "id": "food",
                                    "label": root.ar ? "مطعم أو مقهى" : "Restaurant or café",
                                    "hint": root.ar ? "يُحضَّر فيه الطعام أو الشراب" : "Food or drink is prepared here",
                                    "icon": "utensils"
                                }, {
                                    "id": "shop",
                                    "label": root.ar ? "بيع أغذية مغلّفة" : "Packaged food",
                                    "hint": root.ar ? "بقالة أو سوق" : "Grocery or market",
                                    "icon": "shopping-bag"
                                }, {
                                    "id": "hair",
                                    "label": root.ar ? "صالون حلاقة أو تجميل" : "Barber or beauty salon",
                                    "hint": "",
                                    "icon": "scissors"
                                }],
                            "value": "shop"
                        }), root.q("papers", "multi_choice", root.ar ? "ما الذي تغيّر منذ آخر رخصة؟" :
                                                                          "What has changed since the last licence?", {
                            "options": [{
                                    "id": "a",
                                    "label": root.ar ? "المساحة" : "The area",
                                    "hint": "",
                                    "icon": ""
                                }, {
                                    "id": "b",
                                    "label": root.ar ? "العمالة" : "The staff",
                                    "hint": "",
                                    "icon": ""
                                }, {
                                    "id": "c",
                                    "label": root.ar ? "المالك" : "The owner",
                                    "hint": "",
                                    "icon": ""
                                }, {
                                    "id": "d",
                                    "label": root.ar ? "لم يتغيّر شيء" : "Nothing",
                                    "hint": "",
                                    "icon": ""
                                }],
                            "value": ["a", "c"]
                        }), root.q("gas", "yes_no", root.ar ? "هل يُستخدم الغاز في المحل؟" : "Is gas used in the shop?", {
                            "problem": root.ar ? "اختر نعم أو لا لنعرف شروط السلامة المطلوبة." :
                                                 "Choose yes or no so that we know which safety rules apply."
                        })]
            }
        }
    }
    Component {
        id: writing

        PageFrame {
            count: 6
            lowered: top.lowered
            place: 4
            primaryText: root.ar ? "متابعة" : "Continue"
            title: root.ar ? "بيانات صاحب الرخصة" : "The licence holder"
            words: root.ar ? "صاحب الرخصة" : "the holder"

            TextAnswer {
                Layout.fillWidth: true
                objectName: "nameField"
                question: root.q("name", "arabic_name", root.ar ? "الاسم الكامل" : "Full name", {
                    "value": root.ar ? "عبد الرحمن بن محمد بن أحمد آل سليمان" : "Abdulrahman Mohammed Al Sulaiman",
                    "machineRead": true
                })

                Component.onCompleted: children[3].children[0].objectName = "name"
            }
            NumberAnswer {
                Layout.fillWidth: true
                question: root.q("area", "number", root.ar ? "مساحة المحل" : "Area of the shop", {
                    "unit": root.ar ? "متر مربع" : "square metres",
                    "value": "1850",
                    "hint": root.ar ? "من عقد الإيجار، بلا كسور." : "From the lease, in whole metres.",
                    "problem": root.ar ? "المساحة في عقدك لا تزيد على ⁦400⁩ متر. تحقّق من الرقم." :
                                         "The area in your lease is no more than 400 metres. Check the figure."
                })

                Component.onCompleted: children[3].children[0].objectName = "number"
            }
            DateAnswer {
                Layout.fillWidth: true
                question: root.q("date", "date", root.ar ? "تاريخ انتهاء الإيجار" : "End of the lease", {
                    "value": "2027-03-05"
                })
            }
            PhoneAnswer {
                Layout.fillWidth: true
                question: root.q("phone", "phone", root.ar ? "رقم الهاتف" : "Telephone number", {
                    "value": "9912 3456",
                    "hint": root.ar ? "نرسل إليه رسالة عند تغيّر حالة الطلب." : "We text it when the application moves on."
                })
            }
            LongTextAnswer {
                Layout.fillWidth: true
                question: root.q("lines", "long_text", root.ar ? "ملاحظات" : "Notes", {
                    "required": false,
                    "maxLength": 500
                })

                Component.onCompleted: children[3].children[0].objectName = "lines"
            }
        }
    }
    Component {
        id: money

        PageFrame {
            count: 6
            lowered: top.lowered
            place: 6
            primarySymbol: "credit-card"
            primaryText: root.ar ? "دفع 12,345.678 دينار كويتي" : "Pay KWD 12,345.678"
            title: root.ar ? "الرسوم والدفع" : "Fees and payment"
            words: root.ar ? "الدفع" : "payment"

            Card {
                Layout.fillWidth: true

                FeeTable {
                    Layout.fillWidth: true
                    rows: [{
                            "label": root.ar ? "رسم تجديد الرخصة الصحية" : "Health licence renewal",
                            "amount": root.ar ? "⁦12,000.000⁩ دينار كويتي" : "⁦12,000.000⁩ KWD",
                            "payee": root.ar ? "بلدية الكويت" : "Kuwait Municipality",
                            "working": "",
                            "refundable": false
                        }, {
                            "label": root.ar ? "غرامة تأخير" : "Late fee",
                            "amount": root.ar ? "⁦340.678⁩ دينار كويتي" : "⁦340.678⁩ KWD",
                            "payee": root.ar ? "بلدية الكويت" : "Kuwait Municipality",
                            "working": root.ar ? "⁦2⁩ شهر × ⁦170.339⁩" : "2 months × 170.339",
                            "refundable": false
                        }, {
                            "label": root.ar ? "تأمين لوحة" : "Sign deposit",
                            "amount": root.ar ? "⁦5.000⁩ دينار كويتي" : "⁦5.000⁩ KWD",
                            "payee": root.ar ? "المكتب" : "The office",
                            "working": "",
                            "refundable": true
                        }]
                    total: root.ar ? "⁦12,345.678⁩ دينار كويتي" : "⁦12,345.678⁩ KWD"
                }
            }
            Notice {
                Layout.fillWidth: true
                text: root.ar ? "لا يُخصم أي مبلغ قبل أن تمرّر بطاقتك على الجهاز." : "Nothing is charged before you tap your card on the terminal."
                title: root.ar ? "الدفع بالبطاقة" : "Pay by card"
            }
            DocumentTile {
                Layout.fillWidth: true
                hint: root.ar ? "كل الصفحات، وجه واحد في كل مرة." : "All pages, one side at a time."
                name: root.ar ? "عقد الإيجار المصدّق" : "Certified lease"
            }
            DocumentTile {
                Layout.fillWidth: true
                name: root.ar ? "شهادة صحية للعاملين" : "Health certificate of the staff"
                scanned: true
            }
        }
    }
    Component {
        id: review

        PageFrame {
            count: 6
            lowered: top.lowered
            place: 5
            primaryText: root.ar ? "كل شيء صحيح" : "All is correct"
            title: root.ar ? "راجع طلبك" : "Review your application"
            words: root.ar ? "المراجعة" : "review"

            Card {
                Layout.fillWidth: true
                title: root.ar ? "المحل" : "The shop"

                KeyValueRow {
                    Layout.fillWidth: true
                    editable: true
                    label: root.ar ? "الاسم التجاري" : "Trade name"
                    value: root.ar ? "مطعم ومقهى السدرة" : "Al Sidra Restaurant and Café"
                }
                KeyValueRow {
                    Layout.fillWidth: true
                    editable: true
                    label: root.ar ? "المساحة" : "Area"
                    last: true
                    value: root.ar ? "⁦185⁩ متر مربع" : "185 square metres"
                }
            }
            SignatureBox {
                Layout.fillWidth: true
            }
        }
    }
    Component {
        id: states

        PageFrame {
            lowered: top.lowered
            primaryEnabled: false
            primaryText: root.ar ? "متابعة" : "Continue"
            title: root.ar ? "حالات" : "States"

            Notice {
                Layout.fillWidth: true
                text: root.ar ? "رقم الطلب ⁦KW-2026-000123-7⁩." : "Application number KW-2026-000123-7."
                title: root.ar ? "وصل طلبك" : "Your application has arrived"
                tone: "success"
            }
            Notice {
                Layout.fillWidth: true
                text: root.ar ? "سيُرسل الطلب وحده عند عودة الاتصال." : "The application is sent by itself when the line is back."
                title: root.ar ? "لا اتصال الآن" : "No connection now"
                tone: "warning"
            }
            Notice {
                Layout.fillWidth: true
                text: root.ar ? "البطاقة منتهية منذ ⁦5⁩ مارس ⁦2025⁩. استخدم جواز السفر أو اطلب المساعدة." :
                                "The card expired on 5 March 2025. Use your passport or ask for help."
                title: root.ar ? "لا يمكن استخدام هذه البطاقة" : "This card cannot be used"
                tone: "danger"
            }
            Busy {
                Layout.fillWidth: true
                advice: root.ar ? "يمكنك الانتظار أو طلب المساعدة." : "You may wait or ask for help."
                seconds: 12
                text: root.ar ? "نقرأ بطاقتك…" : "Reading your card…"
            }
            FieldLoader {
                Layout.fillWidth: true
                question: root.q("place", "map_point", root.ar ? "موقع البئر" : "Place of the well", {
                    "place": "23.5880,58.3829",
                    "value": "23.5880,58.3829"
                })
            }
            FieldLoader {
                Layout.fillWidth: true
                question: root.q("nat", "choice", root.ar ? "الجنسية" : "Nationality", {
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
                    text: root.ar ? "طباعة" : "Print"
                }
                QuietButton {
                    plain: true
                    symbol: "pencil"
                    text: root.ar ? "تعديل" : "Change"
                }
                IconButton {
                    name: "x"
                    symbol: "x"
                }
            }
        }
    }
}
