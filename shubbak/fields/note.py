"""Words for the reader in the middle of a page; nobody answers them."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.text import Language
from shubbak.fields.kind import FactType, Keyboard, Question, RuleType, Wrong


class NoteKind:
    """A heading (the label) and a text (the hint)."""

    name = "note"
    asks = False
    fact_type: FactType = "string"
    keyboard: Keyboard = "none"
    empty = ""
    rules: Mapping[str, RuleType] = {}

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        return Wrong("answer-unknown") if untrusted_raw.strip() else self.empty

    def write(self, field: Question, answer: Answer) -> str:
        return ""

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        return ""

    def redact(self, answer: Answer) -> str:
        return ""


KIND = NoteKind()
