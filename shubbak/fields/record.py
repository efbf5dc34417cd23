"""Answers that have parts: how their JSON is read without trust, checked part by part, written and shown."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

import msgspec

from shubbak.domain.application import Answer, Record
from shubbak.domain.text import Language, Text, ascii_digits, isolate, isolate_name
from shubbak.fields.kind import FactType, Keyboard, Part, Question, RuleType, Wrong, clean, word_rule

#: Raw text of an answer with parts; a row of ten texts in both alphabets stays far below it.
_LONGEST_RAW = 100_000
_Shape = TypeVar("_Shape", dict[str, str], list[dict[str, str]])
_JOINTS = {Language.AR: "، ", Language.EN: ", "}


@dataclass(frozen=True, slots=True)
class PartRule:
    """One part and how it is written where that is fixed: a pattern, and the problem of what does not fit it."""

    part: Part
    pattern: re.Pattern[str] | None = None
    code: str = ""


def typed(
    part_id: str, arabic: str, english: str, required: bool = False, keyboard: Keyboard = "arabic", longest: int = 60
) -> PartRule:
    """Return a part that is typed freely."""
    return PartRule(Part(part_id, Text(arabic, english), required, keyboard, longest))


def numbered(part_id: str, arabic: str, english: str, required: bool = False, longest: int = 12) -> PartRule:
    """Return a part that is mostly digits, such as a plot: 12, 12/3 or 12أ."""
    return typed(part_id, arabic, english, required, "digits", longest)


def fixed(part_id: str, arabic: str, english: str, digits: int, required: bool = False) -> PartRule:
    """Return a part of exactly so many digits."""
    rule = numbered(part_id, arabic, english, required, digits)
    return replace(rule, pattern=re.compile(rf"[0-9]{{{digits}}}"), code="answer-part-digits")


class RecordOfParts:
    """A kind whose parts follow the country: a part alone may say nothing, all of them together name one thing."""

    asks = True
    fact_type: FactType = "record"
    keyboard: Keyboard = "none"
    empty: Record = MappingProxyType({})
    rules: Mapping[str, RuleType] = {"country": "country"}

    def __init__(self, name: str, by_country: Mapping[str, tuple[PartRule, ...]]) -> None:
        self.name = name
        self._by_country = by_country

    def parts(self, field: Question) -> tuple[Part, ...]:
        return tuple(rule.part for rule in self._rules(field))

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        given = read_raw(untrusted_raw, dict[str, str])
        if given is None or set(given) - {rule.part.id for rule in self._rules(field)}:
            return Wrong("answer-shape")
        found = {rule.part.id: self.read_part(rule, given.get(rule.part.id, "")) for rule in self._rules(field)}
        if not any(found.values()):
            return Wrong("answer-required") if field.required else {}
        wrong = [part for part in found.values() if isinstance(part, Wrong)]
        wrong += [
            Wrong("answer-required", part=rule.part.id)
            for rule in self._rules(field)
            if rule.part.required and not found[rule.part.id]
        ]
        if wrong:
            places = {rule.part.id: place for place, rule in enumerate(self._rules(field))}
            return together(sorted(wrong, key=lambda one: places[one.part]))
        return {part: text for part, text in found.items() if isinstance(text, str)}

    def read_part(self, rule: PartRule, untrusted: str) -> str | Wrong:
        """Return one part as it is kept, "" where it is blank, or what is wrong with it."""
        return read_part(rule, untrusted)

    def write(self, field: Question, answer: Answer) -> str:
        parts = {part: text for part, text in answer.items() if text != ""} if isinstance(answer, Mapping) else {}
        return write_raw(parts) if parts else ""

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        known = answer if isinstance(answer, Mapping) else {}
        return _JOINTS[language].join(
            f"{part.label.say(language)}: {shown(str(known[part.id]))}"
            for part in self.parts(field)
            if known.get(part.id)
        )

    def redact(self, answer: Answer) -> str:
        return "•••"

    def _rules(self, field: Question) -> tuple[PartRule, ...]:
        return self._by_country[word_rule(field, "country")]


def read_part(rule: PartRule, untrusted: str) -> str | Wrong:
    """Read one part: single white space, ASCII digits, its length and its pattern."""
    text = clean(untrusted)
    if isinstance(text, Wrong):
        return replace(text, part=rule.part.id)
    # A thousands sign between blanks goes with its digits' spelling, and must not leave two blanks or one at the end.
    text = " ".join(ascii_digits(text).split())
    if rule.pattern is not None and text:
        text = text.replace(" ", "").upper()
        if not rule.pattern.fullmatch(text):
            return Wrong(rule.code, {"digits": isolate(str(rule.part.max_length))}, rule.part.id)
    if len(text) > rule.part.max_length:
        return Wrong("answer-too-long", {"max": isolate(str(rule.part.max_length))}, rule.part.id)
    return text


def read_raw(untrusted_raw: str, shape: type[_Shape]) -> _Shape | None:
    """Return the JSON of an answer with parts, strictly of its shape and empty for blank text; None for all else."""
    if not untrusted_raw.strip():
        return shape()
    if len(untrusted_raw) > _LONGEST_RAW:
        return None
    try:
        return msgspec.json.decode(untrusted_raw, type=shape)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def write_raw(parts: object) -> str:
    """Return the JSON that `read_raw` reads."""
    return json.dumps(parts, ensure_ascii=False)


def together(wrong: list[Wrong]) -> Wrong:
    """Return all that is wrong as one: the first, with the others beside it."""
    return replace(wrong[0], also=tuple(wrong[1:]))


def shown(text: str) -> str:
    """Return a part for people: codes read left to right, words in their own direction."""
    return isolate(text) if text.isascii() else isolate_name(text)
