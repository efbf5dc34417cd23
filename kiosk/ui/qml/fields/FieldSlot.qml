// Where the field of one question stands; FieldLoader.qml fills it.
//
//   question  the map described in FieldLoader.qml
//   signal answered(string id, var value)  at every change, while it is typed; digits are always ASCII. Text; a list of
//          option ids; {part: text}; a list of {column: text}; strokes as SignatureBox has them
//   signal asked(string id, string verb, string value)  "scan" (value: which alternative), "remove", "pages", "search"
//          (words), "look_up"
import QtQuick

Loader {
    required property var question

    signal answered(string id, var value)
    signal asked(string id, string verb, string value)
}
