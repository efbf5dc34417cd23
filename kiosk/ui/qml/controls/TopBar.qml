// Always at the top: whose counter this is, the other language by its own name, text size, contrast, lower keys, help.
//
//   municipality      lowered (written by its key, which only tall screens need)      signal languageAsked(string code)      signal helpAsked()
//   Text size and contrast are written on Look by the keys themselves.
import QtQuick
import QtQuick.Layouts
import Shubbak

Rectangle {
    id: bar

    property string municipality
    property bool lowered: false
    readonly property string otherLanguage: Words.rtl ? "en" : "ar"

    signal languageAsked(string code)
    signal helpAsked

    color: Theme.surface
    implicitHeight: row.implicitHeight + 3 * Theme.step

    function nextTextScale(): real {
        const scales = Theme.file.textScales;
        return scales[(scales.indexOf(Theme.textScale) + 1) % scales.length];
    }

    Rectangle {
        color: Theme.brand
        height: Theme.step
        width: parent.width
    }
    Rectangle {
        anchors.bottom: parent.bottom
        color: Theme.line
        height: Theme.hairline
        width: parent.width
    }
    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: Theme.step / 2
        spacing: Theme.gap

        Icon {
            color: Theme.brand
            fixed: true
            name: "landmark"
            size: 56 * Theme.unit
        }
        Phrase {
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.maximumHeight: Theme.target
            elide: Text.ElideRight
            font.pixelSize: Theme.barText
            // The keys keep their size: a long name gives way, to what is still easily read at most.
            fontSizeMode: Text.Fit
            maximumLineCount: 2
            minimumPixelSize: 22 * Theme.unit
            strong: true
            text: bar.municipality
            verticalAlignment: Text.AlignVCenter
        }
        QuietButton {
            // The name stands in its own language: the person who needs it reads that one.
            Accessible.name: text
            objectName: "language"
            symbol: "globe"
            textSize: Theme.barText
            text: bar.otherLanguage === "ar" ? "العربية" : "English"

            onClicked: bar.languageAsked(bar.otherLanguage)
        }
        IconButton {
            checked: Theme.textScale > 1
            name: Words.say("controls.text_size", {
                "percent": Math.round(Theme.textScale * 100)
            })
            objectName: "text-size"
            symbol: "a-large-small"

            onClicked: Look.textScale = bar.nextTextScale()
        }
        IconButton {
            checked: Theme.highContrast
            name: Words.say("controls.contrast")
            objectName: "contrast"
            symbol: "contrast"

            onClicked: Look.highContrast = !Look.highContrast
        }
        IconButton {
            checked: bar.lowered
            name: Words.say("controls.lower")
            objectName: "lower"
            symbol: "arrow-down-to-line"
            visible: Window.height > Window.width

            onClicked: bar.lowered = !bar.lowered
        }
        IconButton {
            name: Words.say("controls.help")
            objectName: "help"
            symbol: "circle-question-mark"

            onClicked: bar.helpAsked()
        }
    }
}
