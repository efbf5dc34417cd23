// A name in large Latin letters, one to a cell, to be compared letter by letter; what is in doubt is framed, with a
// magnifying glass below it.
//
//   words  [{letters: [{sign, doubted}]}], an empty sign where something may stand      longest  most letters of a word
//   name  the whole name, for a screen reader
pragma ComponentBehavior: Bound

import QtQuick

Item {
    id: marked

    property var words: []
    property int longest: 1
    property string name
    // Very large text is large enough so: the whole name is to be seen at once.
    readonly property real cell: Math.min(Theme.title * 0.84, width / Math.max(longest, 18))
    readonly property real tall: cell * 1.55

    Accessible.name: name
    Accessible.role: Accessible.StaticText
    // Latin letters run one way on every page.
    LayoutMirroring.childrenInherit: true
    LayoutMirroring.enabled: false
    implicitHeight: lines.implicitHeight

    Flow {
        id: lines

        spacing: 0.6 * marked.cell
        width: parent.width

        Repeater {
            model: marked.words

            Row {
                id: word

                required property var modelData
                readonly property real below: modelData.letters.some(one => one.doubted) ? 0.7 * marked.cell : 0

                Repeater {
                    model: word.modelData.letters

                    Item {
                        id: place

                        required property var modelData

                        implicitHeight: marked.tall + word.below
                        implicitWidth: marked.cell

                        Rectangle {
                            anchors.fill: letter
                            anchors.margins: Theme.hairline
                            border.color: Theme.warning
                            border.width: 2 * Theme.hairline
                            color: Theme.warningTint
                            radius: Theme.radius / 2
                            visible: place.modelData.doubted
                        }
                        Phrase {
                            id: letter

                            Accessible.ignored: true
                            font.pixelSize: marked.cell / 0.84
                            height: marked.tall
                            horizontalAlignment: Text.AlignHCenter
                            lineHeight: 1
                            strong: true
                            text: place.modelData.sign
                            verticalAlignment: Text.AlignVCenter
                            width: marked.cell
                            wrapMode: Text.NoWrap
                        }
                        Icon {
                            id: glass

                            anchors.horizontalCenter: letter.horizontalCenter
                            anchors.top: letter.bottom
                            color: Theme.warning
                            fixed: true
                            name: place.modelData.doubted ? "search" : ""
                            size: 0.7 * marked.cell
                        }
                    }
                }
            }
        }
    }
}
