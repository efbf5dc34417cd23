// The page "review" of the gallery.
import QtQuick
import QtQuick.Layouts
import controls

PageFrame {
    id: page

    readonly property bool ar: Words.rtl

    count: 6
    place: 5
    primaryText: page.ar ? "كل شيء صحيح" : "All is correct"
    title: page.ar ? "راجع طلبك" : "Review your application"
    words: page.ar ? "المراجعة" : "review"

    Card {
        Layout.fillWidth: true
        title: page.ar ? "المحل" : "The shop"

        KeyValueRow {
            Layout.fillWidth: true
            editable: true
            label: page.ar ? "الاسم التجاري" : "Trade name"
            value: page.ar ? "مطعم ومقهى السدرة" : "Al Sidra Restaurant and Café"
        }
        KeyValueRow {
            Layout.fillWidth: true
            editable: true
            label: page.ar ? "المساحة" : "Area"
            last: true
            value: page.ar ? "⁦185⁩ متر مربع" : "185 square metres"
        }
    }
    SignatureBox {
        Layout.fillWidth: true
    }
}
