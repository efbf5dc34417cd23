// One page of questions that belong together; on wide screens two stand side by side.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Shubbak
import controls
import fields

VisitPage {
    id: screen

    required property QuestionsModel model
    required property PagesModel pages

    primaryText: Words.say("kiosk.identify.save")
    hint: model.help
    note: visit.wrongAnswers > 0 ? Words.say("kiosk.questions.left", {
        "count": visit.wrongAnswers
    }) : ""
    title: model.title
    titleRole: "question"

    onPrimary: {
        visit.next();
        if (visit.problemCount > 0)
            Qt.callLater(showFirstProblem);
    }

    function showLand() {
        // The answer comes while the question's last boxes fill the screen: it is looked at first.
        pane.toTop();
    }

    function showFirstProblem() {
        if (visit.problem !== "")
            return pane.toTop();
        for (let row = 0; row < questions.count; row++) {
            const field = questions.itemAt(row) as FieldLoader;
            if (field && field.question.wrong)
                return pane.show((field.item as FieldFrame)?.placeOfProblem() ?? field);
        }
    }

    Notice {
        Layout.fillWidth: true
        text: screen.visit.problem
        tone: "warning"
        visible: text !== ""
    }
    LandCard {
        Layout.fillWidth: true
        land: screen.model.land

        onChosen: place => screen.model.chooseLand(place)
        onVisibleChanged: if (visible)
            screen.showLand()
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: 6 * Theme.step
        columns: screen.wide ? 2 : 1
        rowSpacing: 4 * Theme.step
        uniformCellWidths: true

        Repeater {
            id: questions

            model: screen.model

            FieldLoader {
                Layout.alignment: Qt.AlignTop
                // Cards, long texts and what has parts need the width.
                Layout.columnSpan: screen.wide && !["text", "arabic_name", "number", "money", "date", "phone", "email", "national_id",
                    "registration_number", "yes_no", "photo", "document"].includes(kind) ? 2 : 1
                Layout.fillWidth: true
                objectName: "question-" + question.id

                onAnswered: (id, value) => screen.model.answer(id, value)
                onAsked: (id, verb, value) => verb === "pages" ? screen.pages.show(id) : screen.model.ask(id, verb, value)
            }
        }
    }
}
