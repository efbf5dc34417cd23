// The right field for a question's kind.
//
//   question  {id, kind, label, hint, required, value, problem: a sentence or "", wrong: also when only a part is,
//              options: [{id, label, hint, icon}], unit, keyboard, maxLength, private, machineRead,
//              fromRegister, place}, and of
//     record            value: {part: text}, parts: [{id, label, required, keyboard, maxLength, problem}]
//     full_name         offered: the Latin spelling to offer, or ""
//     group             value: [{column: text}], columns: [questions without value], rowName, min, max,
//                       rows: [{title, wrong, lines: [{label, text}]}], cellProblems: {"0.share": a sentence}
//     date              months: names, as the service's country writes them,
//                       hijri: both calendars are shown, calendar: "hijri" | "gregorian" as the value is,
//                       otherCalendar, otherValue: the same day in the other one, in words and as a value,
//                       hijriMonths: names
//     photo, document   alternatives: [{id, name}], and what kiosk/ui/paper_map.py says of the pages
//     register_choice, licence_lookup     found: [{id, label}], chosen: the value in words,
//                       reach: "" | "busy" | "found" | "none" | "unreachable"
//     computed          shown: the value in words
//   signals as in FieldSlot.qml
//
// The question may be replaced at any time: what a person is typing at that moment is left alone.
pragma ComponentBehavior: Bound

import QtQuick

FieldSlot {
    id: loader

    // The kind alone decides what is built: a new problem or value must not rebuild a field that is being typed into.
    readonly property string kind: question.kind

    sourceComponent: ({
            "text": line,
            "arabic_name": line,
            "email": line,
            "national_id": line,
            "registration_number": line,
            "long_text": lines,
            "number": number,
            "money": money,
            "date": date,
            "phone": phone,
            "choice": choice,
            "multi_choice": choices,
            "yes_no": yesNo,
            "map_point": place,
            "full_name": fullName,
            "address": address,
            "parcel": parcel,
            "group": rows,
            "computed": computed,
            "note": note,
            "photo": photo,
            "document": paper,
            "signature": signature,
            "register_choice": entry,
            "licence_lookup": lookUp
        })[kind]

    Connections {
        function onAnswered(id: string, value: var) {
            loader.answered(id, value);
        }
        function onAsked(id: string, verb: string, value: string) {
            loader.asked(id, verb, value);
        }

        target: loader.item as FieldFrame
    }
    Component {
        id: line

        TextAnswer {
            question: loader.question
        }
    }
    Component {
        id: lines

        LongTextAnswer {
            question: loader.question
        }
    }
    Component {
        id: number

        NumberAnswer {
            question: loader.question
        }
    }
    Component {
        id: money

        MoneyAnswer {
            question: loader.question
        }
    }
    Component {
        id: date

        DateAnswer {
            question: loader.question
        }
    }
    Component {
        id: phone

        PhoneAnswer {
            question: loader.question
        }
    }
    Component {
        id: choice

        ChoiceAnswer {
            question: loader.question
        }
    }
    Component {
        id: choices

        MultiChoiceAnswer {
            question: loader.question
        }
    }
    Component {
        id: yesNo

        YesNoAnswer {
            question: loader.question
        }
    }
    Component {
        id: place

        MapPointAnswer {
            question: loader.question
        }
    }
    Component {
        id: fullName

        FullNameAnswer {
            question: loader.question
        }
    }
    Component {
        id: address

        AddressAnswer {
            question: loader.question
        }
    }
    Component {
        id: parcel

        ParcelAnswer {
            question: loader.question
        }
    }
    Component {
        id: rows

        GroupAnswer {
            question: loader.question
        }
    }
    Component {
        id: computed

        ComputedAnswer {
            question: loader.question
        }
    }
    Component {
        id: note

        NoteAnswer {
            question: loader.question
        }
    }
    Component {
        id: photo

        PhotoAnswer {
            question: loader.question
        }
    }
    Component {
        id: paper

        DocumentAnswer {
            question: loader.question
        }
    }
    Component {
        id: signature

        SignatureAnswer {
            question: loader.question
        }
    }
    Component {
        id: entry

        RegisterChoiceAnswer {
            question: loader.question
        }
    }
    Component {
        id: lookUp

        LicenceLookupAnswer {
            question: loader.question
        }
    }
}
