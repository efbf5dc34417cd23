// The look in one place: colours, type sizes, spaces and motion. Nothing else in QML holds a colour or a size.
//
//   colours   paper surface ink muted line edge brand brandDark brandTint brandInk accent success warning danger info
//             (each with …Tint) focus pattern scrim
//   type      display title question button body hint small key (pixels, already scaled)
//   space     step gap margin target primary field radius hairline ring (pixels)
//   switches  textScale highContrast reducedMotion unit: read here, written on Look (import Shubbak)
pragma Singleton

import QtQuick
import Shubbak

QtObject {
    readonly property var colours: Look.colours
    readonly property var file: Look.file
    readonly property real textScale: Look.textScale
    readonly property bool highContrast: Look.highContrast
    readonly property bool reducedMotion: Look.reducedMotion
    readonly property real unit: Look.unit
    readonly property string font: file.font

    readonly property color paper: colours.paper
    readonly property color surface: colours.surface
    readonly property color ink: colours.ink
    readonly property color muted: colours.muted
    readonly property color line: colours.line
    readonly property color edge: colours.edge
    readonly property color brand: colours.brand
    readonly property color brandDark: colours.brandDark
    readonly property color brandTint: colours.brandTint
    readonly property color brandInk: colours.brandInk
    readonly property color accent: colours.accent
    readonly property color success: colours.success
    readonly property color successTint: colours.successTint
    readonly property color warning: colours.warning
    readonly property color warningTint: colours.warningTint
    readonly property color danger: colours.danger
    readonly property color dangerTint: colours.dangerTint
    readonly property color info: colours.info
    readonly property color infoTint: colours.infoTint
    readonly property color focus: colours.focus
    readonly property color focusInk: highContrast ? brandInk : ink
    readonly property color pattern: colours.pattern
    readonly property color tray: colours.tray
    readonly property color key: colours.key
    readonly property color keyQuiet: colours.keyQuiet
    readonly property color keyDown: colours.keyDown
    readonly property color scrim: colours.scrim

    // Headings are large already: at 200 % they grow to 162 %, so that a question still fits beside its answer.
    readonly property real headingScale: Math.pow(textScale, 0.7)
    readonly property int display: Math.round(file.type.display * unit * headingScale)
    readonly property real iconScale: 1 + (textScale - 1) * 0.6
    readonly property int title: Math.round(file.type.title * unit * headingScale)
    readonly property int question: Math.round(file.type.question * unit * headingScale)
    readonly property int button: Math.round(file.type.button * unit * textScale)
    readonly property int body: Math.round(file.type.body * unit * textScale)
    readonly property int hint: Math.round(file.type.hint * unit * textScale)
    readonly property int small: Math.round(file.type.small * unit * textScale)
    readonly property int keyText: Math.round(file.type.key * unit * Math.min(textScale, 1.3))
    readonly property int keyWord: Math.round(file.type.small * unit * Math.min(textScale, 1.3))
    readonly property int barText: Math.round(30 * unit * Math.min(textScale, 1.3))
    readonly property var sizes: ({
            "display": display,
            "title": title,
            "question": question,
            "button": button,
            "body": body,
            "hint": hint,
            "small": small
        })
    // The file speaks in ems, Text in shares of the font's own line.
    readonly property real lineHeight: file.lineHeight[Words.language] / file.lineHeight.font

    readonly property int step: Math.round(file.space.step * unit)
    readonly property int gap: Math.round(file.space.gap * unit)
    readonly property int margin: Math.round(file.space.margin * unit)
    readonly property int target: Math.round(file.space.target * unit)
    readonly property int primary: Math.round(file.space.primary * unit)
    readonly property int field: Math.round(file.space.field * unit)
    readonly property int radius: Math.round(file.space.radius * unit)
    readonly property int hairline: Math.max(1, Math.round(file.space.hairline * unit))
    readonly property int ring: Math.round(file.space.ring * unit)

    readonly property int quick: reducedMotion ? 0 : file.motion.quick
    readonly property int page: reducedMotion ? 0 : file.motion.page
}
