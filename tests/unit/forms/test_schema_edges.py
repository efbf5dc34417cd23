"""What the loader bounds, the schema bounds at the same value: the last that is taken, and the first that is not."""

from __future__ import annotations

import json
from collections.abc import Iterator

import jsonschema_rs
import pytest
from editor_yaml import read
from service_samples import SOUND

from shubbak.fields import kinds
from shubbak.fields.kind import LimitedKind
from shubbak.fields.multi_choice import MOST_CHOICES
from shubbak.forms.load import load_service
from shubbak.forms.load_pages import MOST_FIELDS
from shubbak.forms.load_procedure import MOST_RETURNS
from shubbak.forms.schema import service_schema
from shubbak.forms.service import MOST_PAGES
from shubbak.forms.source import ServiceFileError

VALIDATOR = jsonschema_rs.validator_for(service_schema())
WORDS = {"ar": "كلمة", "en": "word"}


def taken_by_both(text: str) -> tuple[bool, bool]:
    """Return whether the loader and whether the schema take a file."""
    try:
        load_service(text, "kw/sound.yaml")
        loaded = True
    except ServiceFileError:
        loaded = False
    return loaded, VALIDATOR.is_valid(read(text))


def question(**keys: object) -> str:
    """Return the sound file with one question more, on a page of its own."""
    asked = {"id": "odd", "label": WORDS, "required": False, **keys}
    return with_page([asked])


def with_page(questions: list[dict[str, object]]) -> str:
    page = {"id": "more", "title": WORDS, "fields": questions}
    return SOUND.replace("  - id: second\n", f"  - {json.dumps(page, ensure_ascii=False)}\n  - id: second\n", 1)


def options(count: int) -> list[dict[str, object]]:
    return [{"id": f"o{n}", "label": WORDS} for n in range(count)]


def columns(count: int) -> list[dict[str, object]]:
    return [{"id": f"c{n}", "kind": "text", "label": WORDS} for n in range(count)]


def settings() -> Iterator[tuple[str, str, object, bool]]:
    """Yield each setting of a kind at its bounds and beyond; with `min` goes the highest `max`, and the other way."""
    for name, kind in kinds().items():
        for setting, limit in (kind.limits if isinstance(kind, LimitedKind) else {}).items():
            if kind.rules.get(setting) == "whole":
                low, high = int(limit.low), int(limit.high)
                yield from ((name, setting, value, low <= value <= high) for value in (low - 1, low, high, high + 1))
            if kind.rules.get(setting) == "date":
                years = int(str(limit.low)[:4]), int(str(limit.high)[:4])
                yield from ((name, setting, f"{year}-06-15", True) for year in years)
                yield from ((name, setting, f"{year}-06-15", False) for year in (years[0] - 1, years[1] + 1))


def beside(name: str, setting: str) -> dict[str, object]:
    """Return the setting that has to stand beside another, at its widest."""
    kind = kinds()[name]
    limits = kind.limits if isinstance(kind, LimitedKind) else {}
    least, most = ("min_length", "max_length") if setting.endswith("_length") else ("min", "max")
    other = {least: most, most: least}.get(setting, "")
    return {other: limits[other].high if other == most else limits[other].low} if other in limits else {}


@pytest.mark.parametrize(("name", "setting", "value", "taken"), list(settings()))
def test_settings_of_questions(name: str, setting: str, value: object, taken: bool) -> None:
    more: dict[str, object] = {"group": {"row": WORDS, "fields": columns(1)}, "multi_choice": {}}.get(name, {})
    if name == "multi_choice":
        more = {"options": options(MOST_CHOICES)}
    text = question(kind=name, rules={**beside(name, setting), setting: value}, **more)
    assert taken_by_both(text) == (taken, taken)


def document(**pages: int) -> str:
    need = {"id": "paper", "name": WORDS, "verified": "sample", "pages": pages}
    return SOUND.replace("documents:\n", f"documents:\n  - {json.dumps(need)}\n", 1)


def returned(times: int) -> str:
    step = '{id: check, kind: check, title: {ar: "تدقيق", en: "Check"}, role: clerk, hours: 4'
    ways = ", outcomes: [{id: a, label: {ar: أ, en: A}, to: end}, {id: b, label: {ar: ب, en: B}, to: mend}]"
    mend = '{id: mend, kind: wait, title: {ar: "استكمال", en: "Mend"}, role: applicant, pause: applicant'
    back = f"returns: {{to: check, most: {times}}}}}"
    assert f"{step}}}" in SOUND
    return SOUND.replace(f"{step}}}", f"{step}{ways}}}\n    - {mend}, {back}", 1)


EDGES = {
    "a page of most questions": (with_page(columns(MOST_FIELDS)), True),
    "a page of more": (with_page(columns(MOST_FIELDS + 1)), False),
    "a page of none": (with_page([]), False),
    "a row of most columns": (question(kind="group", row=WORDS, fields=columns(MOST_FIELDS)), True),
    "a row of more": (question(kind="group", row=WORDS, fields=columns(MOST_FIELDS + 1)), False),
    "two options": (question(kind="choice", options=options(2)), True),
    "one option": (question(kind="choice", options=options(1)), False),
    "several of most options": (question(kind="multi_choice", options=options(MOST_CHOICES)), True),
    "several of more": (question(kind="multi_choice", options=options(MOST_CHOICES + 1)), False),
    "a page of paper": (document(least=1, most=1), True),
    "no page of paper": (document(least=0, most=1), False),
    "most pages": (document(most=MOST_PAGES), True),
    "more pages": (document(most=MOST_PAGES + 1), False),
    "returned once": (returned(1), True),
    "never returned": (returned(0), False),
    "returned most times": (returned(MOST_RETURNS), True),
    "returned more": (returned(MOST_RETURNS + 1), False),
    "version 0": (SOUND.replace("version: 1", "version: 0", 1), False),
    "free from nought": (SOUND.replace("free: 10", "free: 0"), None),
    "free below nought": (SOUND.replace("free: 10", "free: -1"), False),
    "a band from nought": (SOUND.replace("below: 50,", "below: 0,"), False),
    "a fee below nought": (SOUND.replace('amount: "10.000"', 'amount: "-0.001"'), False),
    "a discount of more than all": (SOUND.replace('percent: "-10"', 'percent: "-100.01"'), False),
    "sixteen digits": (SOUND.replace("free: 10", "free: 1000000000000000"), False),
    "hours below nought": (SOUND.replace("role: clerk, hours: 4", "role: clerk, hours: -1"), False),
}


@pytest.mark.parametrize(("text", "taken"), EDGES.values(), ids=EDGES)
def test_counts_and_figures(text: str, taken: bool | None) -> None:
    loaded, valid = taken_by_both(text)
    assert valid is (taken is not False)
    assert loaded is valid or taken is None  # its examples reckon otherwise, which the loader alone sees
    assert text != SOUND


def test_a_discount_of_all_is_one() -> None:
    """The loader works the examples out besides; the schema knows the figure."""
    assert VALIDATOR.is_valid(read(SOUND.replace('percent: "-10"', 'percent: "-100.00"')))
