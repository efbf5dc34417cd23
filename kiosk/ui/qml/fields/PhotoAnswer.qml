// A photograph laid on the scanner in the middle of the questions.
//
//   question, asked(id, verb, value) as in FieldLoader.qml
import controls

DocumentAnswer {
    addText: Words.say("controls.scan_photo")
    busyText: Words.say("kiosk.documents.scanning_photo")
    symbol: "image"
}
