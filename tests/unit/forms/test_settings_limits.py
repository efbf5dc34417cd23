"""Settings that nobody could fulfil are refused with what to write instead; those at the very limit are taken."""

import json

import pytest
from service_samples import SOUND

from shubbak.fields import kinds
from shubbak.fields.kind import LimitedKind, Wrong
from shubbak.forms.load import ServiceFileError, load_service
from shubbak.forms.service import Field

_LABEL = 'label: {ar: "سؤال", en: "Question"}'
_COLUMN = f"{{id: one, kind: text, {_LABEL}}}"
_BESIDE = {
    "group": f', row: {{ar: "صف", en: "row"}}, fields: [{_COLUMN}]',
    "multi_choice": f", options: [{', '.join(f'{{id: {name}, {_LABEL}}}' for name in 'abc')}]",
}

#: kind, its settings, what the complaint says
REFUSED = [
    ("text", "max_length: 0", '"max_length" of kind "text" cannot be 0: write 1 or more'),
    ("text", "max_length: 90000", '"max_length" of kind "text" cannot be 90000: write 500 or less'),
    ("text", "min_length: 300", '"max_length" is 120 where it is not written: write "max_length" beside "min_length"'),
    ("text", "min_length: -1", '"min_length" of kind "text" cannot be -1: write 0 or more'),
    ("long_text", "max_length: 9000", '"max_length" of kind "long_text" cannot be 9000: write 4000 or less'),
    ("long_text", "min_length: 501", '"max_length" is 500 where it is not written'),
    ("arabic_name", "parts: 100", '"parts" of kind "arabic_name" cannot be 100: write 8 or less'),
    ("arabic_name", "parts: 0", '"parts" of kind "arabic_name" cannot be 0: write 1 or more'),
    ("arabic_name", "max_length: 3", '"max_length" of kind "arabic_name" cannot be 3: write 15 or more'),
    ("number", "min: 20000000", '"max" is 10000000 where it is not written: write "max" beside "min"'),
    ("number", "max: -5", '"min" is 0 where it is not written: write "min" beside "max"'),
    ("number", "max: 999999999999999", "cannot be 999999999999999: write 999999999999 or less"),
    ("money", 'min: "100000000000.000"', "cannot be 100,000,000,000.000: write 100,000,000.000 or less"),
    ("money", 'min: "-1.000"', '"min" of kind "money" cannot be -1.000: write 0.000 or more'),
    ("date", "min: 2160-01-01", '"min" of kind "date" cannot be 2160-01-01: write 2150-12-31 or less'),
    ("date", "max: 1820-01-01", '"max" of kind "date" cannot be 1820-01-01: write 1850-01-01 or more'),
    ("registration_number", "max_length: 90", "cannot be 90: write 60 or less"),
    ("registration_number", "min_length: 21", '"max_length" is 20 where it is not written'),
    ("group", "min: 20", '"max" is 10 where it is not written: write "max" beside "min"'),
    ("group", "max: 101", '"max" of kind "group" cannot be 101: write 100 or less'),
    ("multi_choice", "min: 4", '"min" asks for more than the 3 options that there are'),
    ("multi_choice", "max: 0", '"max" of kind "multi_choice" cannot be 0: write 1 or more'),
]
TAKEN = [
    ("text", "max_length: 500, min_length: 500"),
    ("text", "min_length: 120"),
    ("long_text", "max_length: 4000"),
    ("arabic_name", "parts: 8, max_length: 15"),
    ("number", "min: 20000000, max: 999999999999"),
    ("number", "min: -5"),
    ("money", 'min: "100000000.000"'),
    ("date", "min: 2150-12-31"),
    ("registration_number", "min_length: 60, max_length: 60"),
    ("group", "min: 10"),
    ("group", "min: 100, max: 100"),
    ("multi_choice", "min: 3"),
]
#: What a person could type at the limits above, for each kind and setting of TAKEN.
TYPED = {
    "text": ["ن" * 500, "ن" * 120],
    "long_text": ["ن" * 4000],
    "arabic_name": ["ن ن ن ن ن ن ن ن"],
    "number": ["999999999999", "-5"],
    "money": ["100000000.000"],
    "date": ["31/12/2150"],
    "registration_number": ["1" * 60],
    "group": [json.dumps([{"one": "x"}] * rows) for rows in (10, 100)],
    "multi_choice": ["a,b,c"],
}


def asked(kind: str, rules: str) -> Field:
    """Return the question of a kind with these settings, as a service file that has it is read."""
    question = f"      - {{id: odd, kind: {kind}, {_LABEL}, rules: {{{rules}}}{_BESIDE.get(kind, '')}}}\n"
    return load_service(SOUND.replace("    fields:\n", f"    fields:\n{question}", 1), "kw/a.yaml").field("odd")


@pytest.mark.parametrize(("kind", "rules", "sentence"), REFUSED, ids=[f"{row[0]} {row[1]}" for row in REFUSED])
def test_a_setting_nobody_can_fulfil_is_refused(kind: str, rules: str, sentence: str) -> None:
    with pytest.raises(ServiceFileError) as refused:
        asked(kind, rules)
    (told,) = refused.value.complaints
    assert sentence in told.sentence


@pytest.mark.parametrize(("kind", "rules"), TAKEN, ids=[f"{kind} {rules}" for kind, rules in TAKEN])
def test_a_setting_at_its_limit_is_taken_and_can_be_answered(kind: str, rules: str) -> None:
    field = asked(kind, rules)
    answers = [kinds()[kind].parse(field, raw) for raw in TYPED[kind]]
    assert [answer for answer in answers if not isinstance(answer, Wrong)]


def test_all_settings_beyond_their_limits_are_told_at_once() -> None:
    with pytest.raises(ServiceFileError) as refused:
        asked("group", "min: -5, max: 0")
    assert [told.sentence.partition(":")[0] for told in refused.value.complaints] == [
        '"max" of kind "group" cannot be 0',
        '"min" of kind "group" cannot be -5',
    ]


@pytest.mark.parametrize("rules", ["max_length: many", "max_length: 1.5"])
def test_a_setting_that_is_no_number_is_told_once(rules: str) -> None:
    with pytest.raises(ServiceFileError) as refused:
        asked("text", rules)
    assert [told.sentence for told in refused.value.complaints] == ['rules needs "max_length", a whole number']


def test_a_setting_of_another_kind_is_told_and_brings_nothing_down() -> None:
    with pytest.raises(ServiceFileError, match='rules has no key "max_length"'):
        asked("licence_lookup", "register: licences, max_length: 90")


def test_columns_have_limits_too() -> None:
    column = f"{{id: one, kind: text, {_LABEL}}}"
    text = SOUND.replace(
        "    fields:\n",
        f'    fields:\n      - {{id: odd, kind: group, {_LABEL}, row: {{ar: "صف", en: "row"}}, fields: [{column}]}}\n',
        1,
    )
    load_service(text, "kw/a.yaml")
    with pytest.raises(ServiceFileError, match="cannot be 0: write 1 or more"):
        load_service(text.replace(f"kind: text, {_LABEL}", f"kind: text, rules: {{max_length: 0}}, {_LABEL}"), "a.yaml")


@pytest.mark.parametrize("name", [name for name, kind in kinds().items() if isinstance(kind, LimitedKind)])
def test_what_goes_without_saying_lies_within_the_limits(name: str) -> None:
    kind = kinds()[name]
    assert isinstance(kind, LimitedKind)
    for setting, limit in kind.limits.items():
        assert [limit.low, limit.usual, limit.high] == sorted([limit.low, limit.usual, limit.high]), setting
