// One line of a list, with a small mark on the leading side. text
import QtQuick
import QtQuick.Layouts

RowLayout {
    id: line

    property string text

    spacing: 2 * Theme.step

    Rectangle {
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: (words.implicitHeight / Math.max(1, words.lineCount) - height) / 2
        color: Theme.brand
        implicitHeight: 1.5 * Theme.step
        implicitWidth: 1.5 * Theme.step
        radius: height / 2
    }
    Phrase {
        id: words

        Layout.fillWidth: true
        text: line.text
    }
}
