"""Registers for the forms of stations: one record by its number, a list searched by words; nothing more than is asked.

A municipality that has its own systems puts them behind `_register`: whoever returns a Register may get it anywhere.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from portal.assembly import Portal
from portal.cases.published_catalogue import published_catalogue
from portal.refusal import RefusalError
from portal.store.catalogue_store import latest_mark
from portal.store.register_files import FileEntry, Register, RegisterFileError, plain_number, read_register
from portal.store.sender_store import office_of
from shubbak.domain.folding import fold
from shubbak.fields.kind import word_rule
from shubbak.ports.registers import MOST_ENTRIES
from shubbak.wire.registers import EntriesAnswer, RecordAnswer, WireEntry

_LOG = logging.getLogger("portal.registers")
#: The parts that forms ask for by register; none where a form only searches the register's list.
_Asked = Mapping[str, frozenset[str]]


def find_record(portal: Portal, station: str, untrusted_register: str, untrusted_number: str) -> RecordAnswer:
    """Return what forms of the station's country fill from a record; raises RefusalError register-unknown or
    register-broken.
    """
    parts, register = _asked(portal, station, untrusted_register)
    record = register.records.get(plain_number(untrusted_number))
    if record is None:
        return RecordAnswer(False, {})
    return RecordAnswer(True, {name: record[name] for name in sorted(parts & record.keys())})


def search_entries(
    portal: Portal, station: str, untrusted_register: str, untrusted_words: str, untrusted_language: str
) -> EntriesAnswer:
    """Return the entries that have all the words, best first; raises as `find_record`."""
    _, register = _asked(portal, station, untrusted_register)
    words = fold(untrusted_words).split()
    english_first = untrusted_language == "en"
    ranked = (
        (rank, place, entry)
        for place, (entry, names) in enumerate(register.entries)
        if words and (rank := _rank(entry, names, words, english_first)) is not None
    )
    best = sorted(ranked, key=lambda one: one[:2])[:MOST_ENTRIES]
    return EntriesAnswer([WireEntry(entry.id, entry.ar, entry.en) for _, _, entry in best])


def _rank(entry: FileEntry, names: tuple[str, str, str], words: list[str], english_first: bool) -> int | None:
    """Return 0 where a name begins with what was typed, 1 where the name in the person's language has every word, 2
    where something else of the entry has; None elsewhere.
    """
    arabic, english, everything = names
    own = english if english_first else arabic
    if own.startswith(" ".join(words)) or entry.id == words[0]:
        return 0
    if all(word in own for word in words):
        return 1
    return 2 if all(word in everything for word in words) else None


def _asked(portal: Portal, station: str, untrusted_register: str) -> tuple[frozenset[str], Register]:
    """Return the parts that may be shown, and the register; one that no form asks for is none."""
    with portal.database.read() as connection:
        office = office_of(connection, station)
        latest = latest_mark(connection)
    country = office[0] if office else ""
    parts = _asked_by_forms(portal, latest[0], country).get(untrusted_register) if latest else None
    register = _register(portal, country, untrusted_register) if parts is not None else None
    if parts is None or register is None:
        raise RefusalError("register-unknown")
    return parts, register


def _register(portal: Portal, country: str, untrusted_name: str) -> Register | None:
    try:
        return read_register(portal.registers, country, untrusted_name)
    except RegisterFileError as error:
        _LOG.error("register %s/%s cannot be used", country, error)
        raise RefusalError("register-broken", retry_after=60) from None


def _asked_by_forms(portal: Portal, version: int, country: str) -> _Asked:
    """Look through the forms of one country once; a whole catalogue would keep somebody at a kiosk waiting."""
    known = portal.published.asked.get((version, country))
    if known is not None:
        return known
    catalogue = published_catalogue(portal, version)
    asked: dict[str, frozenset[str]] = {}
    for card in catalogue.cards if catalogue else ():
        service = catalogue.services.get(card.id) if catalogue and card.country.lower() == country else None
        for field in (field for page in service.pages for field in page.fields) if service else ():
            register = word_rule(field, "register")
            if register:
                asked[register] = asked.get(register, frozenset()) | frozenset(field.fills.values())
    portal.published.asked = {(version, country): asked} | {
        key: parts for key, parts in portal.published.asked.items() if key[0] == version
    }
    return asked
