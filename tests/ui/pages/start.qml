// The page "start" of the gallery.
import QtQuick
import QtQuick.Layouts
import controls

Item {
    id: page

    readonly property bool ar: Words.rtl

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
                    text: page.ar ? "أهلًا بكم" : "Welcome"
                }
                Phrase {
                    Layout.fillWidth: true
                    horizontalAlignment: Text.AlignHCenter
                    text: page.ar ? "أنجز معاملتك البلدية هنا: رخصة، دفع، بلاغ، مخطط." :
                                    "Do your municipal business here: licence, payment, report, plan."
                }
                PrimaryButton {
                    Layout.fillWidth: true
                    Layout.topMargin: 2 * Theme.step
                    text: page.ar ? "ابدأ" : "Start"
                }
            }
        }
    }
}
