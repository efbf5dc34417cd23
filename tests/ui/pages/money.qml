// The page "money" of the gallery.
import QtQuick
import QtQuick.Layouts
import controls

PageFrame {
    id: page

    readonly property bool ar: Words.rtl

    count: 6
    place: 6
    primarySymbol: "credit-card"
    primaryText: page.ar ? "دفع 12,345.678 دينار كويتي" : "Pay KWD 12,345.678"
    title: page.ar ? "الرسوم والدفع" : "Fees and payment"
    words: page.ar ? "الدفع" : "payment"

    Card {
        Layout.fillWidth: true

        FeeTable {
            Layout.fillWidth: true
            rows: [{
                    "label": page.ar ? "رسم تجديد الرخصة الصحية" : "Health licence renewal",
                    "amount": page.ar ? "⁦12,000.000⁩ دينار كويتي" : "⁦12,000.000⁩ KWD",
                    "payee": page.ar ? "بلدية الكويت" : "Kuwait Municipality",
                    "working": page.ar ? "مبلغ ثابت" : "Fixed amount",
                    "refundable": false,
                    "release": ""
                }, {
                    "label": page.ar ? "غرامة تأخير" : "Late fee",
                    "amount": page.ar ? "⁦340.678⁩ دينار كويتي" : "⁦340.678⁩ KWD",
                    "payee": page.ar ? "بلدية الكويت" : "Kuwait Municipality",
                    "working": page.ar ? "⁦2⁩ شهر × ⁦170.339⁩" : "2 months × 170.339",
                    "refundable": false,
                    "release": ""
                }, {
                    "label": page.ar ? "تأمين لوحة" : "Sign deposit",
                    "amount": page.ar ? "⁦5.000⁩ دينار كويتي" : "⁦5.000⁩ KWD",
                    "payee": page.ar ? "المكتب" : "The office",
                    "working": "",
                    "refundable": true,
                    "release": page.ar ? "بعد إزالة اللوحة" : "after the sign is taken down"
                }]
            total: page.ar ? "⁦12,345.678⁩ دينار كويتي" : "⁦12,345.678⁩ KWD"
        }
    }
    Notice {
        Layout.fillWidth: true
        text: page.ar ? "لا يُخصم أي مبلغ قبل أن تمرّر بطاقتك على الجهاز." : "Nothing is charged before you tap your card on the terminal."
        title: page.ar ? "الدفع بالبطاقة" : "Pay by card"
    }
    DocumentTile {
        Layout.fillWidth: true
        hint: page.ar ? "كل الصفحات، وجه واحد في كل مرة." : "All pages, one side at a time."
        name: page.ar ? "عقد الإيجار المصدّق" : "Certified lease"
    }
    DocumentTile {
        Layout.fillWidth: true
        name: page.ar ? "شهادة صحية للعاملين" : "Health certificate of the staff"
        paper: ({
            "state": "ready"
        })
    }
}
