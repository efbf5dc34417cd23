"""One entry of a list that the portal keeps, such as the licensed activities, found by searching it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.text import Language, Text, isolate, isolate_name
from shubbak.fields.kind import FactType, Keyboard, Question, RuleType, Wrong, answered
from shubbak.fields.text import within_length

#: Stands before words that a person typed because the list could not be reached.
TYPED = "typed:"
ENTRY_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}", re.ASCII)
_LONGEST_WORDS = 120
_BY_HAND = Text("كُتب يدويًا", "typed by hand")


class RegisterChoiceKind:
    """The entry's id; raw text has its names behind it, `id|Arabic|English`, so that it can be shown without asking.

    register: the list. While it could not be reached the answer is `typed:` and the person's own words, for staff.
    """

    name = "register_choice"
    asks = True
    fact_type: FactType = "string"
    keyboard: Keyboard = "arabic"
    empty = ""
    rules: Mapping[str, RuleType] = {"register": "word"}

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        return answered(field, untrusted_raw, self.empty, _read, missing="answer-register")

    def write(self, field: Question, answer: Answer) -> str:
        return str(answer)

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        text = str(answer)
        if text.startswith(TYPED):
            return f"{isolate_name(text.removeprefix(TYPED))} ({_BY_HAND.say(language)})"
        return isolate(text)

    def redact(self, answer: Answer) -> str:
        return "•••" if answer else ""


def chosen_raw(entry_id: str, label: Text) -> str:
    """Return the raw text for an entry that was chosen."""
    return "|".join((entry_id, *(name.replace("|", "/") for name in (label.ar, label.en))))


def chosen_label(raw: str, language: Language) -> str:
    """Return what a person chose or typed, in words; its bare id where nothing else is known."""
    if raw.startswith(TYPED):
        return raw.removeprefix(TYPED)
    parts = raw.split("|")
    return (Text(parts[1], parts[2]).say(language) if len(parts) == 3 else "") or parts[0]


def _read(field: Question, text: str) -> Answer | Wrong:
    if text.startswith(TYPED):
        words = within_length(field, text.removeprefix(TYPED).strip(), _LONGEST_WORDS)
        return TYPED + words if isinstance(words, str) else words
    chosen = text.partition("|")[0]
    return chosen if ENTRY_ID.fullmatch(chosen) else Wrong("answer-register")


KIND = RegisterChoiceKind()
