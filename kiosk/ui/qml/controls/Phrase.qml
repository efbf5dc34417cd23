// Text in the house's type. Reads from the leading side and wraps; set `role` instead of any size.
//
//   role    display | title | question | button | body | hint | small      strong  semi-bold      quiet  muted colour
//   code    true for numbers, amounts and codes: always left to right inside, on the leading side
import QtQuick

Text {
    id: phrase

    property string role: "body"
    property bool strong: role === "display" || role === "title" || role === "question" || role === "button"
    property bool quiet: role === "hint" || role === "small"

    color: quiet ? Theme.muted : Theme.ink
    font.family: Theme.font
    font.pixelSize: Theme.sizes[role]
    font.weight: strong ? Font.DemiBold : Font.Normal
    horizontalAlignment: Text.AlignLeft
    lineHeight: Theme.lineHeight
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
}
