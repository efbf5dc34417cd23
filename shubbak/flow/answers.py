"""From what was typed to what is answered: every raw answer that parses counts, the rest waits for the page's check."""

from __future__ import annotations

from shubbak.domain.application import Answer
from shubbak.fields import kinds
from shubbak.fields.kind import Wrong
from shubbak.flow.context import Context
from shubbak.forms.facts import is_answer, raw_text, settled_answers


def refresh(context: Context) -> None:
    """Read all raw answers again; an answer to a question that is hidden by now does not travel.

    None counts before the document of before was shown: fees and papers asked for would tell of them.
    """
    visit, service = context.visit, context.service
    answers: dict[str, Answer] = {}
    for page in () if visit.proof else service.pages:
        for field in page.fields:
            text = raw_text(visit.raw.get(field.id, ""))
            answer = kinds()[field.kind].parse(field, text) if text.strip() else None
            if answer is not None and not isinstance(answer, Wrong) and is_answer(text, answer):
                answers[field.id] = answer
    visit.answers = settled_answers(service, answers)
