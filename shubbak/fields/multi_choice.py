"""Several of the options; the answer is their ids in the order of the question."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.text import Language, isolate
from shubbak.fields.kind import FactType, Keyboard, Limit, Question, RuleType, Wrong, answered, whole_rule

_JOINTS = {Language.AR: "، ", Language.EN: ", "}

#: Conditions go through what was chosen again and again.
MOST_CHOICES = 300


class MultiChoiceKind:
    """From `min` (1 where required) to `max` options; raw text is the ids with commas between."""

    name = "multi_choice"
    asks = True
    fact_type: FactType = "list"
    keyboard: Keyboard = "none"
    empty: tuple[str, ...] = ()
    rules: Mapping[str, RuleType] = {"min": "whole", "max": "whole"}
    limits: Mapping[str, Limit] = {"min": Limit(0, MOST_CHOICES, 0), "max": Limit(1, MOST_CHOICES, MOST_CHOICES)}

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        return answered(field, untrusted_raw, self.empty, _read)

    def write(self, field: Question, answer: Answer) -> str:
        return ",".join(str(chosen) for chosen in answer) if isinstance(answer, tuple) else ""

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        chosen = answer if isinstance(answer, tuple) else ()
        return _JOINTS[language].join(option.label.say(language) for option in field.options if option.id in chosen)

    def redact(self, answer: Answer) -> str:
        return "•••"


def _read(field: Question, text: str) -> Answer | Wrong:
    chosen = {part.strip() for part in text.split(",")} - {""}
    known = tuple(option.id for option in field.options if option.id in chosen)
    if len(known) != len(chosen):
        return Wrong("answer-choice")
    least, most = whole_rule(field, "min", int(field.required)), whole_rule(field, "max", len(field.options))
    if len(known) < least:
        return Wrong("answer-choices-few", {"min": isolate(str(least))})
    if len(known) > most:
        return Wrong("answer-choices-many", {"max": isolate(str(most))})
    return known


KIND = MultiChoiceKind()
