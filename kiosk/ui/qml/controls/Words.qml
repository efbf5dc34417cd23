// The sentences of the product in the visitor's language: Words.say("controls.back"), Words.say("visit.step", {n: "3"}).
//
//   language  "ar" | "en" (written on Wordbook, import Shubbak)      rtl  whether it reads right to left
//   say(key, values)  the sentence; a binding that says a sentence follows the language by itself
//   other(key)  the same sentence in the other language, for those who do not read this one
//   asciiDigits(text)  fold(text) for searching
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

    function other(key: string): string {
        return Wordbook.say(key, language === "ar" ? "en" : "ar");
    }
    // Arabic-Indic and extended digits as ASCII ones, U+066B as a point.
    function asciiDigits(text: string): string {
        return text.replace(/[\u0660-\u0669]/g, digit => digit.charCodeAt(0) - 0x660).replace(/[\u06f0-\u06f9]/g,
            digit => digit.charCodeAt(0) - 0x6f0).replace(/\u066b/g, ".");
    }
    // What two spellings share: without vowel signs, with one alif, one yeh and one heh, in small letters.
    function fold(text: string): string {
        return text.toLowerCase().replace(/[\u064b-\u0652\u0640\u0670]/g, "").replace(/[أإآٱ]/g, "ا").replace(/ى/g,
            "ي").replace(/ة/g, "ه").trim();
    }
}
