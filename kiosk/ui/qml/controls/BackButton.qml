// Back to the page before; says so and points the right way in both directions. signal clicked()
import QtQuick

QuietButton {
    symbol: "arrow-left"
    tall: true
    text: Words.say("controls.back")
}
