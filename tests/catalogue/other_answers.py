"""Answers that conditions look for: the figures, days and words that stand in them, and those just beside them."""

from __future__ import annotations

import json
import random
import re
from datetime import date, timedelta

from fakes.ordinary_raw import candidates

from shubbak.domain.money import Money
from shubbak.fields import kinds
from shubbak.fields.kind import Wrong, word_rule
from shubbak.forms.service import Field, Service

_FIGURE = re.compile(r"(?<![\w'.-])\d{1,12}(?![\w'])")
_TEXT = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_NAME = re.compile(r"[a-z]\w*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOST_ROWS = 4


class Values:
    """What may be typed into the questions of one service, wherever its conditions draw a line."""

    def __init__(self, service: Service, sources: str, today: date) -> None:
        figures = {int(one) for one in _FIGURE.findall(sources)}
        figures |= {tier.below for line in service.fees for tier in line.tiers if tier.below is not None}
        self.figures = sorted({one + step for one in figures for step in (-1, 0, 1) if one + step >= 0})
        self.texts = sorted({one or other for one, other in _TEXT.findall(sources)})
        self.days = self._days(service, today)
        self._ordinary: dict[tuple[str, tuple[str, ...], date], list[str]] = {}

    def _days(self, service: Service, today: date) -> list[date]:
        edges = {today, *(one.on for one in service.examples)}
        edges |= {day for line in service.fees for day in (line.valid_from, line.valid_to) if day}
        edges |= {date.fromisoformat(text) for text in self.texts if _DAY.fullmatch(text)}
        near = {day + timedelta(days=step) for day in edges for step in (-1, 0, 1)}
        return sorted(near | {date(today.year, month, 15) for month in range(1, 13)})

    def any_of(self, field: Field, today: date, chance: random.Random) -> str:
        """Return one raw answer, ordinary or at an edge; never one that the kind refuses, unless it has no other."""
        if field.kind == "group":
            return self._rows(field, today, chance)
        for _ in range(6):
            raw = chance.choice(self._some(field, today))
            if chance.random() < 0.5 and (edge := self._edge(field, today, chance, raw)):
                raw = edge
            if not isinstance(kinds()[field.kind].parse(field, raw), Wrong):
                return raw
        return raw

    def _some(self, field: Field, today: date) -> list[str]:
        key = (f"{field.id} {field.kind}", tuple(option.id for option in field.options), today)
        if key not in self._ordinary:
            self._ordinary[key] = candidates(field, today) or [""]
        return self._ordinary[key]

    def _edge(self, field: Field, today: date, chance: random.Random, raw: str) -> str:
        figure = chance.choice(self.figures) if self.figures else 0
        if field.kind == "number":
            return str(chance.choice((figure, max(0, today.year - figure))))
        if field.kind == "money":
            return Money(figure, word_rule(field, "currency")).decimal()
        if field.kind == "date":
            apart = min(figure, 40_000) * chance.choice((1, -1))
            named = [text for text in self.texts if _DAY.fullmatch(text)]
            return chance.choice(named) if named and chance.random() < 0.3 else (today + timedelta(apart)).isoformat()
        if not self.texts:
            return ""
        text = chance.choice(self.texts)
        if kinds()[field.kind].fact_type == "record":
            parts = json.loads(raw or "{}") or {"first": ""}
            return json.dumps({**parts, chance.choice(sorted(parts)): text}, ensure_ascii=False)
        return text

    def _rows(self, field: Field, today: date, chance: random.Random) -> str:
        count = chance.choice((0, 1, 1, 2, 3, _MOST_ROWS))
        rows = [{one.id: self.any_of(one, today, chance) for one in field.fields} for _ in range(count)]
        return json.dumps(rows, ensure_ascii=False) if rows else ""


def depends_on(service: Service, sources: dict[str, str]) -> dict[str, set[str]]:
    """Return the questions on which each condition depends, near and far, by the place where it stands."""
    asked = {field.id: (page, field) for page in service.pages for field in page.fields}
    fees = {f"fee_{line.code}": line for line in service.fees}

    def behind(name: str) -> list[str]:
        if name in fees:
            return [one.source for one in (fees[name].when, fees[name].base) if one is not None]
        page, field = asked[name]
        return [one.source for one in (page.show_if, field.show_if, field.value) if one is not None]

    def names(source: str) -> set[str]:
        words = _NAME.findall(source)
        roots = {word for word in words if word in asked or word in fees}
        return roots | {name for name in asked for word in words if word.startswith(f"{name}_")}

    def all_behind(source: str) -> set[str]:
        found, open_now = set(), names(source)
        while open_now:
            name = open_now.pop()
            found.add(name)
            open_now |= {other for text in behind(name) for other in names(text)} - found
        return found & asked.keys()

    return {place: all_behind(source) for place, source in sources.items()}
