// The sentences of the product in the visitor's language: Words.say("controls.back"), Words.say("visit.step", {n: "3"}).
//
//   language  "ar" | "en" (written on Wordbook, import Shubbak)      rtl  whether it reads right to left
//   say(key, values)  the sentence; a binding that says a sentence follows the language by itself
pragma Singleton

import QtQuick
import Shubbak

QtObject {
    readonly property var table: Wordbook.table
    readonly property string language: Wordbook.language
    readonly property bool rtl: language === "ar"

    function say(key: string, values: var): string {
        const sentence = table[key];
        if (sentence === undefined)
            throw new Error("no sentence " + key);
        if (!values)
            return sentence;
        return sentence.replace(/\{(\w+)\}/g, (all, name) => values[name]);
    }
}
