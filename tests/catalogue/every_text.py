"""Every text that stands anywhere in a value, with the way to it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping

from shubbak.domain.text import Text

#: What stands in Latin letters in Arabic print too: file formats, networks, units, paper sizes, beginnings of IBANs.
LATIN_IN_ARABIC = frozenset(
    {"QR", "PDF", "DWG", "KNET", "eFAWATEERcom", "kWp", "kW", "IBAN", "A3", "A4", "JO", "OM", "KW", "SA", "QP"}
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_ARABIC = re.compile(r"[\u0620-\u064a]+")


def texts_in(value: object, way: str = "") -> Iterator[tuple[str, Text]]:
    """Give every text of a service, a page, a fee…, with where it stands."""
    if isinstance(value, Text):
        yield way, value
    elif dataclasses.is_dataclass(value):
        for one in dataclasses.fields(value):
            name = getattr(value, "id", "") or getattr(value, "code", "")
            yield from texts_in(getattr(value, one.name), f"{way}/{name}.{one.name}" if name else f"{way}.{one.name}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts_in(item, f"{way}.{key}")
    elif isinstance(value, tuple | list):
        for item in value:
            yield from texts_in(item, way)


def latin_words(arabic: str) -> list[str]:
    """Return the Latin words of an Arabic text that have no business there."""
    return [word for word in _LATIN.findall(arabic) if word not in LATIN_IN_ARABIC]


def arabic_words(english: str) -> list[str]:
    """Return the Arabic words of an English text."""
    return _ARABIC.findall(english)


def mixed_up(way: str, text: Text) -> list[str]:
    """Return what is wrong with the two halves of a text, as sentences."""
    found = [f"{way}: {word} in Arabic" for word in latin_words(text.ar)]
    found += [f"{way}: {word} in English" for word in arabic_words(text.en)]
    if not text.ar.strip() or not text.en.strip():
        found.append(f"{way}: one language is missing")
    return found
