// The right field for a question's kind.
//
//   question  {id, kind, label, hint, required, options: [{id, label, hint, icon}], value: text or list of ids,
//              problem: a sentence or "", unit, keyboard, maxLength, private, machineRead, place}
//   signal answered(string id, var value)  at every change, while it is typed; digits are always ASCII
//
// The question may be replaced at any time: what a person is typing at that moment is left alone.
pragma ComponentBehavior: Bound

import QtQuick

Loader {
    id: loader

    required property var question
    // The kind alone decides what is built: a new problem or value must not rebuild a field that is being typed into.
    readonly property string kind: question.kind

    signal answered(string id, var value)

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
            "map_point": place
        })[kind]

    Component {
        id: line

        TextAnswer {
            question: loader.question

            onAnswered: (id, value) => loader.answered(id, value)
        }
    }
    Component {
        id: lines

        LongTextAnswer {
            question: loader.question

            onAnswered: (id, value) => loader.answered(id, value)
        }
    }
    Component {
        id: number

        NumberAnswer {
            question: loader.question

            onAnswered: (id, value) => loader.answered(id, value)
        }
    }
    Component {
        id: money

        MoneyAnswer {
            question: loader.question

            onAnswered: (id, value) => loader.answered(id, value)
        }
    }
    Component {
        id: date

        DateAnswer {
            question: loader.question

            onAnswered: (id, value) => loader.answered(id, value)
        }
    }
    Component {
        id: phone

        PhoneAnswer {
            question: loader.question

            onAnswered: (id, value) => loader.answered(id, value)
        }
    }
    Component {
        id: choice

        ChoiceAnswer {
            question: loader.question

            onAnswered: (id, value) => loader.answered(id, value)
        }
    }
    Component {
        id: choices

        MultiChoiceAnswer {
            question: loader.question

            onAnswered: (id, value) => loader.answered(id, value)
        }
    }
    Component {
        id: yesNo

        YesNoAnswer {
            question: loader.question

            onAnswered: (id, value) => loader.answered(id, value)
        }
    }
    Component {
        id: place

        MapPointAnswer {
            question: loader.question

            onAnswered: (id, value) => loader.answered(id, value)
        }
    }
}
