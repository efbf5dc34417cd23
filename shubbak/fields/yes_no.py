"""Yes or no."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.text import Language, Text
from shubbak.fields.kind import FactType, Keyboard, Question, RuleType, Wrong, answered

_WORDS = {True: Text("نعم", "Yes"), False: Text("لا", "No")}


class YesNoKind:
    """A plain question; raw text is `yes` or `no`."""

    name = "yes_no"
    asks = True
    fact_type: FactType = "bool"
    keyboard: Keyboard = "none"
    empty = False
    rules: Mapping[str, RuleType] = {}

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        return answered(field, untrusted_raw, self.empty, _read)

    def write(self, field: Question, answer: Answer) -> str:
        return "yes" if answer else "no"

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        return _WORDS[bool(answer)].say(language)

    def redact(self, answer: Answer) -> str:
        return "•••"


def _read(field: Question, text: str) -> Answer | Wrong:
    return text == "yes" if text in ("yes", "no") else Wrong("answer-yes-no")


KIND = YesNoKind()
