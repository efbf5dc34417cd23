"""Since when a station signs with its present key: kept as the key changes, and said in words to its staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shubbak.domain.calendar import local_time
from shubbak.domain.text import Language, isolate
from shubbak.domain.wording import Wording
from shubbak.ports.audit import StationFacts
from shubbak.ports.store import StoreError
from shubbak.services.station_identity import StationIdentity
from shubbak.wire.moment import moment_text, parse_moment
from shubbak.wire.request_signature import key_name

#: The fact's name; the key's name and a moment stand in it.
KEY_SINCE = "station-key-since"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The key that a station signs with. first: the enrolment's own. since: when it followed another, None for the
    first one and where nobody knows.
    """

    number: int
    first: bool
    since: datetime | None = None

    def say(self, wording: Wording, language: Language, country: str) -> str:
        """Return which key signs and since when; country: ISO 3166-1 alpha-2, whose wall clock it is."""
        number = isolate(str(self.number))
        if self.since is not None:
            at = isolate(f"{local_time(self.since, country):%d/%m/%Y}")
            return wording.say("kiosk.staff.key.since", language, number=number, at=at)
        return wording.say("kiosk.staff.key.first" if self.first else "kiosk.staff.key.later", language, number=number)


def keep_key_since(facts: StationFacts, station: str, key_id: int, at: datetime) -> None:
    """Keep when a key came, before the identity has it: until then the fact is of a key that does not sign. Raises
    StoreError.
    """
    facts.keep_fact(KEY_SINCE, f"{key_name(station, key_id)} {moment_text(at)}")


def signing_key(facts: StationFacts, identity: StationIdentity) -> SigningKey:
    """Return the present key; a store that fails hides since when, and is a condition of its own."""
    first = identity.enrolled_as in (None, identity.key_id)
    try:
        name, _, at = facts.fact(KEY_SINCE).partition(" ")
        since = parse_moment(at) if name == key_name(identity.station, identity.key_id) else None
    except (StoreError, ValueError):
        since = None
    return SigningKey(identity.key_id, first, since)
