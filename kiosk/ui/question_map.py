"""One question as its field in QML takes it: a map of words, values and states; FieldLoader.qml says what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kiosk.ui.calendar_map import calendars, month_lists
from kiosk.ui.group_map import group_extras
from kiosk.ui.paper_map import PaperMaps
from kiosk.ui.raw_answer import Raw, as_value, parts_of
from shubbak.domain.application import Answer
from shubbak.domain.money import NAMES
from shubbak.domain.months import day_words
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language, Text
from shubbak.domain.wording import Wording
from shubbak.fields import kinds
from shubbak.fields.date import takes_hijri
from shubbak.fields.full_name import offered_latin
from shubbak.fields.kind import RecordKind, Wrong, masked, word_rule
from shubbak.fields.register_choice import chosen_label
from shubbak.flow.visit import Visit
from shubbak.forms.documents import SCANNED_KINDS, alternatives_of, need_of
from shubbak.forms.facts import raw_text
from shubbak.forms.known_facts import KnownFacts
from shubbak.forms.question_facts import computed_value
from shubbak.forms.service import Field, Option

#: What fits into a line where neither the question nor its kind says a limit.
_MOST_SIGNS = 120


class QuestionMaps:
    """Makes the maps of one visit's questions in the visitor's language. place: the kiosk's own, "lat,long" or ""."""

    def __init__(self, visit: Visit, wording: Wording, place: str = "") -> None:
        self._visit = visit
        self._wording = wording
        self._place = place

    @property
    def language(self) -> Language:
        return self._visit.language

    @property
    def country(self) -> str:
        return self._visit.service.country if self._visit.service else ""

    def of(self, field: Field) -> dict[str, Any]:
        """Return the map of a question as it stands now."""
        raw = self._visit.raw.get(field.id, "")
        problems = [one for one in self._visit.problems if one.field.partition(".")[0] == field.id]
        own = next((one for one in problems if one.field == field.id), None)
        return {
            **self.asked(field),
            "value": as_value(field.kind, raw),
            "problem": self.explain(own) if own else "",
            "wrong": bool(problems),
            "machineRead": bool(field.prefill) and field.id in self._visit.machine_read,
            "fromRegister": not field.prefill and field.id in self._visit.machine_read,
            **self._more(field, problems),
        }

    def asked(self, field: Field) -> dict[str, Any]:
        """Return what a question is, whatever was answered."""
        return {
            "id": field.id,
            "kind": field.kind,
            "label": field.label.say(self.language),
            "hint": field.hint.say(self.language) if field.hint else "",
            "required": field.required,
            "options": [self._option(one) for one in field.options],
            "unit": unit_words(field, self.language),
            "keyboard": kinds()[field.kind].keyboard,
            "maxLength": _most_signs(field),
            # Digits that identify are dots while nobody types them; a name must be readable to be checked.
            "private": field.private and field.kind in ("national_id", "phone"),
            **(month_lists(self.language, self.country, hijri=takes_hijri(field)) if field.kind == "date" else {}),
        }

    def explain(self, problem: Problem) -> str:
        return self._wording.explain(problem, self.language)

    def say(self, key: str, **params: str) -> str:
        return self._wording.say(key, self.language, **params)

    def _option(self, option: Option) -> dict[str, str]:
        return {
            "id": option.id,
            "label": option.label.say(self.language),
            "hint": option.hint.say(self.language) if option.hint else "",
            "icon": option.icon,
        }

    def _more(self, field: Field, problems: list[Problem]) -> dict[str, Any]:
        """Return what only this kind of question has."""
        raw = self._visit.raw.get(field.id, "")
        text = raw if isinstance(raw, str) else ""
        match field.kind:
            case "group":
                return group_extras(self, field, text, problems)
            case "date" if takes_hijri(field):
                return calendars(text, self.language, self.country)
            case "computed":
                return {"shown": computed_words(field, self._visit.answers, self.language)}
            case "map_point":
                return {"place": self._place}
            case "register_choice":
                return self._from_list(field, text)
            case "licence_lookup":
                return self._looked_up(field)
            case kind if kind in SCANNED_KINDS:
                return self._scanned(field)
            case kind if isinstance(kinds()[kind], RecordKind):
                return self._record(field, text, problems)
        return {}

    def _record(self, field: Field, raw: str, problems: list[Problem]) -> dict[str, Any]:
        kind = kinds()[field.kind]
        assert isinstance(kind, RecordKind)
        wrong = {one.field.partition(".")[2]: self.explain(one) for one in problems}
        parts = [
            {
                "id": part.id,
                "label": part.label.say(self.language),
                "required": part.required and field.required,
                "keyboard": part.keyboard,
                "maxLength": part.max_length,
                "problem": wrong.get(part.id, ""),
            }
            for part in kind.parts(field)
        ]
        offered = {"offered": offered_latin(parts_of(raw))} if field.kind == "full_name" else {}
        return {"value": parts_of(raw), "parts": parts, **offered}

    def _scanned(self, field: Field) -> dict[str, Any]:
        service, papers = self._visit.service, PaperMaps(self._visit, self._wording)
        return {
            "alternatives": [
                {"id": one.id, "name": one.name.say(self.language)}
                for one in (alternatives_of(service, field) if service else ())
            ],
            **papers.tile(field.id, need_of(field)),
        }

    def _from_list(self, field: Field, raw: str) -> dict[str, Any]:
        asked = self._visit.asked.get(field.id)
        entries = asked.entries if asked else ()
        return {
            "reach": asked.reach if asked else "",
            "found": [{"id": one.id, "label": one.label.say(self.language)} for one in entries],
            "chosen": chosen_label(raw, self.language),
        }

    def _looked_up(self, field: Field) -> dict[str, Any]:
        visit, asked = self._visit, self._visit.asked.get(field.id)
        filled = [visit.service.field(name) for name in field.fills if visit.service and name in visit.machine_read]
        return {
            "reach": asked.reach if asked else "",
            "found": [
                {"id": one.id, "label": f"{one.label.say(self.language)}: {self.cell(one, visit.raw.get(one.id, ''))}"}
                for one in filled
            ],
        }

    def cell(self, column: Field, raw: Raw) -> str:
        """Return one cell in words: as it was typed where it is no answer yet, masked as in the review if private."""
        kind, text, private = kinds()[column.kind], raw_text(raw), column.private
        answer = kind.parse(column, text) if text.strip() else kind.empty
        if not text.strip() or isinstance(answer, Wrong):
            return masked(text) if private else text
        if column.kind == "date" and not private:
            return day_words(str(answer), self.language, self.country)
        return kind.redact(answer) if private else kind.show(column, answer, self.language)


def _most_signs(field: Field) -> int:
    """How many signs fit: the question's own limit, or its kind's usual one."""
    limit = getattr(kinds()[field.kind], "limits", {}).get("max_length")
    return int(str(field.rules.get("max_length", limit.usual if limit else _MOST_SIGNS)))


def unit_words(field: Field, language: Language) -> str:
    """Return what stands behind the figure of a number or an amount: its unit, or its currency."""
    unit = field.rules.get("unit")
    if field.kind == "money":
        return NAMES[word_rule(field, "currency")].say(language)
    return unit.say(language) if isinstance(unit, Text) else str(unit or "")


def computed_words(field: Field, answers: Mapping[str, Answer], language: Language) -> str:
    """Return the value of a computed question in words; a dash where it has none."""
    value = computed_value(field, KnownFacts(answers))
    return "\u2014" if value is None else kinds()[field.kind].show(field, value, language)
