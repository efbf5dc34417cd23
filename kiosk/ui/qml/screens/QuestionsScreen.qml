// One page of questions that belong together.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls
import fields

VisitPage {
    id: screen

    required property QuestionsModel model

    primaryText: Words.say("kiosk.identify.save")
    hint: model.help
    title: model.title
    titleRole: "question"

    onPrimary: {
        visit.next();
        if (visit.problemCount > 0)
            Qt.callLater(showFirstProblem);
    }

    function showFirstProblem() {
        for (let row = 0; row < questions.count; row++) {
            const field = questions.itemAt(row) as FieldLoader;
            if (field && field.question.problem !== "")
                return pane.show(field);
        }
    }

    Notice {
        Layout.fillWidth: true
        text: screen.visit.problem
        tone: "warning"
        visible: text !== ""
    }
    Repeater {
        id: questions

        model: screen.model

        FieldLoader {
            Layout.fillWidth: true
            objectName: "question-" + question.id

            onAnswered: (id, value) => screen.model.answer(id, value)
        }
    }
}
