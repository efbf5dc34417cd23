"""What an ordinary person might type for a question, the most ordinary first, never more than a few dozen."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import islice

from shubbak.domain.money import Money
from shubbak.domain.national_number import luhn_sum
from shubbak.fields import kinds
from shubbak.fields.document import body_digest
from shubbak.fields.kind import Part, RecordKind, Wrong, whole_rule, word_rule
from shubbak.forms.service import Field

#: The page that stands for every document that is scanned.
PAGE = b"\x89PNG an ordinary page"

_NAMES = "سالم أحمد خالد ناصر يوسف الحارثي".split()  # noqa: SIM905 - a name as it is written
_PHONES = {"KW": "55512345", "OM": "92123456", "JO": "0791234567", "SA": "0512345678"}
_PEOPLE = {"KW": "288020122596", "OM": "12345678", "JO": "9901012345"}
_PLACES = {"KW": "29.3759, 47.9774", "OM": "23.5880, 58.3829", "JO": "31.9539, 35.9106", "SA": "24.7136, 46.6753"}
_PARTS = ("النور", "12", "1234", "12345", "12345678", "RRRD2929", "SALEM ALHARTHI")
_STROKES = " ".join(f"{100 + 10 * step},{200 + step}" for step in range(20))
_MOST = 60


def candidates(field: Field, today: date) -> list[str]:
    """Return raw answers to a question that its kind takes as they are."""
    make: Callable[[Field, date], Iterable[str]] = _MAKERS.get(field.kind, lambda _field, _today: ())
    taken = (raw for raw in dict.fromkeys(make(field, today)) if not isinstance(_parsed(field, raw), Wrong))
    return list(islice(taken, _MOST))


def _parsed(field: Field, raw: str) -> object:
    return kinds()[field.kind].parse(field, raw)


def _text(field: Field, _: date) -> Iterable[str]:
    least, most = whole_rule(field, "min_length", 1), whole_rule(field, "max_length", 120)
    for words in ("محل النور", "النور", "وصف قصير لما هو مطلوب في هذا الطلب"):
        yield (words + " ألف" * least)[: max(least + 3, len(words))][:most].strip()
    yield "ن" * least


def _name(field: Field, _: date) -> Iterable[str]:
    yield " ".join(_NAMES[: max(3, whole_rule(field, "parts", 2))])


def _number(field: Field, _: date) -> Iterable[str]:
    least, most = whole_rule(field, "min", 0), whole_rule(field, "max", 10_000_000)
    usual = (4, 1, 2, 3, 5, 10, 12, 20, 25, 30, 50, 60, 75, 100, 120, 150, 200, 300, 400, 500, 750, 1000, 2000, 5000)
    yield from (str(number) for number in usual if least <= number <= most)
    yield from map(str, (least, least + 1, (least + most) // 2, most, 0))


def _money(field: Field, _: date) -> Iterable[str]:
    currency = word_rule(field, "currency")
    least, most = whole_rule(field, "min", 0), whole_rule(field, "max", 100_000_000)
    usual = (
        120_000,
        1_000_000,
        100_000,
        10_000,
        50_000,
        500_000,
        5_000_000,
        20_000_000,
        least,
        most,
        (least + most) // 2,
    )
    yield from (Money(amount, currency).decimal() for amount in usual)


def _date(field: Field, today: date) -> Iterable[str]:
    for days in (0, -1, 1, -30, 30, -100, 100, -200, 200, -400, 400, -800, 800, -3_000, 3_000, -9_000, 14, -14, 60, 7):
        yield (today + timedelta(days=days)).isoformat()
    yield from (word_rule(field, "min"), word_rule(field, "max"))


def _person(field: Field, _: date) -> Iterable[str]:
    country = word_rule(field, "country")
    if country != "SA":
        yield _PEOPLE[country]
    for first in word_rule(field, "first_digits", "12"):
        stem = f"{first}00000000"
        yield next(f"{stem}{check}" for check in range(10) if luhn_sum(f"{stem}{check}") % 10 == 0)


def _registered(field: Field, _: date) -> Iterable[str]:
    starts, least, most = (
        word_rule(field, "starts"),
        whole_rule(field, "min_length", 1),
        whole_rule(field, "max_length", 20),
    )
    for length in (max(least, len(starts) + 4), least, most):
        yield (starts + "1204567890" * 3)[: min(length, most)]


def _chosen(field: Field, _: date) -> Iterable[str]:
    yield from (option.id for option in field.options)


def _several(field: Field, _: date) -> Iterable[str]:
    ids = [option.id for option in field.options]
    least = max(1, whole_rule(field, "min", 1))
    yield ",".join(ids[:least])
    yield from ids
    yield from (f"{one},{other}" for one in ids for other in ids if one < other)
    yield ",".join(ids)


def _record(field: Field, _: date) -> Iterable[str]:
    kind = kinds()[field.kind]
    assert isinstance(kind, RecordKind)
    parts = kind.parts(field)
    yield json.dumps({part.id: _part(field, kind, part) for part in parts if part.required}, ensure_ascii=False)
    yield json.dumps({part.id: _part(field, kind, part) for part in parts}, ensure_ascii=False)


def _part(field: Field, kind: RecordKind, part: Part) -> str:
    """Return the first ordinary text that the part takes; what else is missing does not matter here."""
    ordered = _PARTS[1:] + _PARTS[:1] if part.keyboard in ("digits", "latin") else _PARTS
    return next(text for text in ordered if part.id not in _wrong_parts(kind.parse(field, json.dumps({part.id: text}))))


def _wrong_parts(parsed: object) -> set[str]:
    return {one.part for one in (parsed, *parsed.also)} if isinstance(parsed, Wrong) else set()


def _rows(field: Field, today: date) -> Iterable[str]:
    by_column = {column.id: candidates(column, today) or [""] for column in field.fields}
    least = max(1, whole_rule(field, "min", 1))
    for place in range(24):
        row = {name: raws[min(place, len(raws) - 1)] for name, raws in by_column.items()}
        for count in (least, least + 1):
            yield json.dumps([row] * count, ensure_ascii=False)
    for column in field.fields:
        for raw in by_column[column.id]:
            row = {name: raws[0] for name, raws in by_column.items()} | {column.id: raw}
            yield json.dumps([row] * least, ensure_ascii=False)


def _always(*raws: str) -> Callable[[Field, date], Iterable[str]]:
    return lambda _field, _today: raws


_MAKERS: dict[str, Callable[[Field, date], Iterable[str]]] = {
    "text": _text,
    "long_text": _text,
    "arabic_name": _name,
    "full_name": _record,
    "address": _record,
    "parcel": _record,
    "number": _number,
    "money": _money,
    "date": _date,
    "phone": lambda field, _: (_PHONES[word_rule(field, "country")],),
    "email": _always("salem@example.com"),
    "national_id": _person,
    "registration_number": _registered,
    "licence_lookup": _registered,
    "register_choice": _always("a1|نشاط|Activity"),
    "choice": _chosen,
    "multi_choice": _several,
    "yes_no": _always("no", "yes"),
    "map_point": lambda field, _: (_PLACES[word_rule(field, "country")],),
    "photo": _always(body_digest(PAGE)),
    "document": _always(body_digest(PAGE)),
    "signature": _always(_STROKES),
    "group": _rows,
}
