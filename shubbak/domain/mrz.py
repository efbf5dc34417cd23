"""The machine-readable zone of an identity document, from its lines to the document they describe (ICAO Doc 9303)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shubbak.domain.identity import IdentityDocument
from shubbak.domain.mrz_civil_number import find_civil_number
from shubbak.domain.mrz_states import known_state
from shubbak.domain.mrz_zone import ZoneColumns, check_digit, columns
from shubbak.domain.problem import Problem

__all__ = ["ParsedZone", "check_digit", "parse_zone"]

_SEXES = {"M": "M", "F": "F", "<": "X", "X": "X"}
_DOCUMENT_CODES = frozenset("ACIPV")


@dataclass(frozen=True, slots=True)
class ParsedZone:
    """A zone's document, or the problems that keep it from being one: never both, never neither."""

    document: IdentityDocument | None
    problems: tuple[Problem, ...]


class _ImpossibleError(ValueError):
    """A column says something that no document says."""


def parse_zone(lines: tuple[str, ...], today: date) -> ParsedZone:
    """Read the lines of one zone (TD1: 3 of 30 characters, TD2: 2 of 36, TD3: 2 of 44).

    Problems: `mrz-not-found` when the lines have none of these shapes; `mrz-check-digit` when a check digit is wrong
    or a column contradicts the standard (a thirteenth month, a state nobody knows): either way it was misread.
    An expired document is no problem here; `IdentityDocument.expired` answers that.
    """
    zone = columns(lines)
    if zone is None:
        return ParsedZone(None, (Problem("mrz-not-found"),))
    try:
        return ParsedZone(_document(zone, today), ())
    except _ImpossibleError:
        return ParsedZone(None, (Problem("mrz-check-digit"),))


def _document(zone: ZoneColumns, today: date) -> IdentityDocument:
    _demand(zone.holds())
    _demand(zone.code[0] in _DOCUMENT_CODES and zone.sex in _SEXES)
    _demand(known_state(zone.issuer) and known_state(zone.nationality))
    surname, given = _names(zone.names)
    issuer, number = _plain(zone.issuer), _plain(zone.number)
    optional = tuple(text for text in (_plain(part) for part in zone.optional) if text)
    return IdentityDocument(
        kind=zone.kind,
        code=_plain(zone.code),
        issuer=issuer,
        number=number,
        surname=surname,
        given_names=given,
        nationality=_plain(zone.nationality),
        birth_date=_birth_date(zone.birth, today),
        sex=_SEXES[zone.sex],
        expiry=_expiry(zone.expiry, today),
        optional=" ".join(optional),
        national_number=find_civil_number(issuer, (*optional, number)),
    )


def _demand(condition: bool) -> None:
    if not condition:
        raise _ImpossibleError


def _plain(text: str) -> str:
    return text.strip("<").replace("<", " ")


def _names(text: str) -> tuple[str, str]:
    """Split at the first double filler (9303-3, 4.6); a name without one is all surname. One name is demanded."""
    surname, _, given = text.partition("<<")
    _demand(bool(surname.strip("<")) and not any(char.isdigit() for char in text))
    return _plain(surname), " ".join(given.replace("<", " ").split())


def _birth_date(text: str, today: date) -> date | None:
    """Return the latest such day that is not in the future, or None when parts are unknown (printed as fillers).

    Two digits cannot tell a newborn from a person of a hundred years; the younger reading is taken, and the form
    leaves the date open to correction.
    """
    if "<" in text:
        _demand(all(part.isdigit() or part == "<<" for part in (text[0:2], text[2:4], text[4:6])))
        return None
    _demand(text.isdigit())
    this_century = today.year // 100 * 100
    born = _date(this_century + int(text[0:2]), text)
    return born if born is not None and born <= today else _existing(this_century - 100, text)


def _expiry(text: str, today: date) -> date | None:
    """Return the last day of validity, or None when the document prints none.

    The century is the one that puts the year nearest to today's, within 50 years before and 49 after: no state
    issues documents for longer, and older ones are beyond any desk.
    """
    if text == "<" * 6:
        return None
    _demand(text.isdigit())
    earliest = today.year - 50
    year = earliest + (int(text[0:2]) - earliest) % 100
    return _existing(year - int(text[0:2]), text)


def _existing(century: int, text: str) -> date:
    found = _date(century + int(text[0:2]), text)
    if found is None:
        raise _ImpossibleError
    return found


def _date(year: int, text: str) -> date | None:
    try:
        return date(year, int(text[2:4]), int(text[4:6]))
    except ValueError:
        return None
