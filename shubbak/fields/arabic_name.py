"""A person's name in Arabic letters, as it stands on the card: two parts or more, kept whole."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.text import Language, isolate, isolate_name
from shubbak.fields.kind import FactType, Keyboard, Limit, Question, RuleType, Wrong, answered, whole_rule
from shubbak.fields.text import within_length

#: Arabic letters, those that names from Persian, Urdu and Kurdish add, the vowel signs and the dagger alif.
ARABIC_NAME = re.compile(r"[\u0621-\u063a\u0641-\u0652\u0670-\u06d3\s'’-]+")

#: The shortest of all lengths that may be set still holds the most parts, of one letter each.
_USUAL_PARTS, _MOST_PARTS, _USUAL, _SHORTEST, _LONGEST = 2, 8, 120, 15, 200


class ArabicNameKind:
    """A name of at least `parts` words (2). It is never split: عبد الله is one part, and only its bearer knows."""

    name = "arabic_name"
    asks = True
    fact_type: FactType = "string"
    keyboard: Keyboard = "arabic"
    empty = ""
    rules: Mapping[str, RuleType] = {"parts": "whole", "max_length": "whole"}
    limits: Mapping[str, Limit] = {
        "parts": Limit(1, _MOST_PARTS, _USUAL_PARTS),
        "max_length": Limit(_SHORTEST, _LONGEST, _USUAL),
    }

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        return answered(field, untrusted_raw, self.empty, _read)

    def write(self, field: Question, answer: Answer) -> str:
        return str(answer)

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        return isolate_name(str(answer))

    def redact(self, answer: Answer) -> str:
        return " ".join(f"{part[0]}•••" for part in str(answer).split())


def _read(field: Question, text: str) -> Answer | Wrong:
    text = " ".join(text.replace("\u0640", "").split())  # tatweel is decoration, not a letter of the name
    if not ARABIC_NAME.fullmatch(text):
        return Wrong("answer-arabic-name")
    least = whole_rule(field, "parts", _USUAL_PARTS)
    if len(text.split()) < least:
        return Wrong("answer-name-parts", {"min": isolate(str(least))})
    return within_length(field, text, _USUAL)


KIND = ArabicNameKind()
