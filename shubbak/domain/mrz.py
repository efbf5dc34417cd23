"""The machine-readable zone of an identity document, from its lines to the document they describe (ICAO Doc 9303)."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from shubbak.domain.identity import IdentityDocument
from shubbak.domain.mrz_civil_number import find_civil_number
from shubbak.domain.mrz_columns import place_of
from shubbak.domain.mrz_gate import Doubt, failed_checks
from shubbak.domain.mrz_states import known_state
from shubbak.domain.mrz_zone import ZoneColumns, check_digit, columns
from shubbak.domain.problem import Problem

__all__ = ["ParsedZone", "check_digit", "parse_zone"]

_SEXES = {"M": "M", "F": "F", "<": "X", "X": "X"}
_DOCUMENT_CODES = frozenset("ACIPV")


@dataclass(frozen=True, slots=True)
class ParsedZone:
    """A zone's document, or the problems that keep it from being one (never both, never neither) and where they are."""

    document: IdentityDocument | None
    problems: tuple[Problem, ...]
    doubts: tuple[Doubt, ...] = ()


class _ImpossibleError(ValueError):
    """A field says something that no document says; its argument is the field's name."""


def parse_zone(lines: tuple[str, ...], today: date) -> ParsedZone:
    """Read the lines of one zone of a kind in `mrz_zone.LINE_LENGTHS`.

    Problems: `mrz-not-found` when the lines have none of these shapes; `mrz-check-digit` when a check digit is wrong
    or a column contradicts the standard (a thirteenth month, a state nobody knows): either way it was misread;
    `mrz-unsupported` when all digits hold in a document of a kind that is not taken here. An expired document is no
    problem here; `IdentityDocument.expired` answers that.
    """
    zone = columns(lines)
    if zone is None:
        return ParsedZone(None, (Problem("mrz-not-found"),))
    failed = failed_checks(lines)
    if failed:
        return ParsedZone(None, (Problem("mrz-check-digit"),), failed)
    if zone.code[0].isalpha() and zone.code[0] not in _DOCUMENT_CODES:
        return ParsedZone(None, (Problem("mrz-unsupported"),), (Doubt(0, 0, "impossible"),))
    try:
        return ParsedZone(_document(zone, today), ())
    except _ImpossibleError as error:
        doubt = Doubt(*place_of(zone.kind, str(error)), "impossible")
        return ParsedZone(None, (Problem("mrz-check-digit"),), (doubt,))


def _document(zone: ZoneColumns, today: date) -> IdentityDocument:
    _demand(zone.code[0].isalpha(), "code")
    _demand(zone.sex in _SEXES, "sex")
    _demand(known_state(zone.issuer), "issuer")
    _demand(known_state(zone.nationality), "nationality")
    surname, given = _names(zone.names)
    issuer, number = _plain(zone.issuer), _plain(zone.number)
    birth_date = _birth_date(zone.birth, today)
    optional = tuple(text for text in (_plain(part) for part in zone.optional) if text)
    return IdentityDocument(
        kind=zone.kind,
        code=_plain(zone.code),
        issuer=issuer,
        number=number,
        surname=surname,
        given_names=given,
        nationality=_plain(zone.nationality),
        birth_date=birth_date,
        sex=_SEXES[zone.sex],
        expiry=_french_expiry(zone.issued, birth_date, today) if zone.issued else _expiry(zone.expiry, today),
        optional=" ".join(optional),
        national_number=find_civil_number(zone),
    )


def _demand(condition: bool, field: str) -> None:
    if not condition:
        raise _ImpossibleError(field)


def _plain(text: str) -> str:
    return text.strip("<").replace("<", " ")


def _names(text: str) -> tuple[str, str]:
    """Split at the first double filler (9303-3, 4.6); a name without one is all surname. One name is demanded."""
    surname, _, given = text.partition("<<")
    _demand(bool(surname.strip("<")) and not any(char.isdigit() for char in text), "names")
    return _plain(surname), " ".join(given.replace("<", " ").split())


def _birth_date(text: str, today: date) -> date | None:
    """Return the latest such day that is not in the future, or None when parts are unknown (printed as fillers).

    Two digits cannot tell a newborn from a person of a hundred years; the younger reading is taken, and the form
    leaves the date open to correction.
    """
    if "<" in text:
        _demand(all(part.isdigit() or part == "<<" for part in (text[0:2], text[2:4], text[4:6])), "birth")
        return None
    _demand(text.isdigit(), "birth")
    this_century = today.year // 100 * 100
    born = _date(this_century + int(text[0:2]), text)
    return born if born is not None and born <= today else _existing(this_century - 100, text, "birth")


def _expiry(text: str, today: date) -> date | None:
    """Return the last day of validity, or None when the document prints none.

    The century is the one that puts the year nearest to today's, within 50 years before and 49 after: no state
    issues documents for longer, and older ones are beyond any desk.
    """
    if text == "<" * 6:
        return None
    _demand(text.isdigit(), "expiry")
    earliest = today.year - 50
    year = earliest + (int(text[0:2]) - earliest) % 100
    return _existing(year - int(text[0:2]), text, "expiry")


def _french_expiry(issued: str, birth_date: date | None, today: date) -> date:
    """Return the last day on which a French card that says its month of issue can be valid.

    Ten years; fifteen for those given to adults since January 2004 (decree 2013-1188). The day of issue is not in the
    zone, so the whole month counts.
    """
    _demand(issued.isdigit(), "issued")
    year = today.year // 100 * 100 + int(issued[0:2])
    year -= 100 if year > today.year else 0
    month = int(issued[2:4])
    _demand(1 <= month <= 12, "issued")
    adult = birth_date is None or (year - birth_date.year) - (month < birth_date.month) >= 18
    year += 15 if adult and year >= 2004 else 10
    return date(year, month, calendar.monthrange(year, month)[1])


def _existing(century: int, text: str, field: str) -> date:
    found = _date(century + int(text[0:2]), text)
    if found is None:
        raise _ImpossibleError(field)
    return found


def _date(year: int, text: str) -> date | None:
    try:
        return date(year, int(text[2:4]), int(text[4:6]))
    except ValueError:
        return None
