"""Text of several lines, such as what happened and where."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.text import Language, isolate_name
from shubbak.fields.kind import FactType, Keyboard, Limit, Question, RuleType, Wrong, answered, masked
from shubbak.fields.text import within_length

#: Line ends and vowel signs that cleaning joins count where a raw answer is bounded: so many always get through.
_USUAL, _LONGEST = 500, 4_000


class LongTextKind:
    """Several lines; at most `max_length` signs (500)."""

    name = "long_text"
    asks = True
    fact_type: FactType = "string"
    keyboard: Keyboard = "arabic"
    empty = ""
    rules: Mapping[str, RuleType] = {"min_length": "whole", "max_length": "whole"}
    limits: Mapping[str, Limit] = {
        "min_length": Limit(0, _LONGEST, 0),
        "max_length": Limit(1, _LONGEST, _USUAL),
    }

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        return answered(
            field, untrusted_raw, self.empty, lambda question, text: within_length(question, text, _USUAL), lines=True
        )

    def write(self, field: Question, answer: Answer) -> str:
        return str(answer)

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        return "\n".join(isolate_name(row) for row in str(answer).split("\n"))

    def redact(self, answer: Answer) -> str:
        return masked(str(answer))


KIND = LongTextKind()
