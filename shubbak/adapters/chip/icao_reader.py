"""A reader of travel document chips: opened, read, and judged by what can be shown (Doc 9303, parts 10 and 11)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from shubbak.adapters.chip.chip_authentication import renew_channel
from shubbak.adapters.chip.conversation import CardSlot, Conversation
from shubbak.adapters.chip.files import CHIP_KEYS, PORTRAIT, SECURITY_OBJECT, ZONE, has_application, read_file
from shubbak.adapters.chip.opening import open_chip
from shubbak.adapters.chip.passive_authentication import prove
from shubbak.adapters.chip.portrait_file import portrait
from shubbak.adapters.chip.security_object import parse_security_object
from shubbak.adapters.chip.trust_folder import TrustedAuthorities
from shubbak.adapters.chip.zone_file import zone_lines
from shubbak.domain.mrz import parse_zone
from shubbak.domain.mrz_zone import columns
from shubbak.domain.problem import Problem
from shubbak.ports.chip import CardAccessNumber, ChipError, ChipProof, ChipReading, MrzKey, Verdict

#: The most a file may hold, in bytes. Portraits have 12 to 20 thousand.
_LARGEST = {ZONE: 512, PORTRAIT: 150_000, SECURITY_OBJECT: 32_000, CHIP_KEYS: 8_000}
_GROUP_NUMBERS = {ZONE: 1, PORTRAIT: 2, CHIP_KEYS: 14}


@dataclass(slots=True, repr=False)
class _Taken:
    """The files of one chip as they came."""

    access: str
    files: dict[int, bytes]
    genuine: Verdict


class IcaoChipReader:
    """Implements `ports.chip.ChipReader`.

    authorities: who may vouch for a state's signers. today: the day that counts for them and for the zone. seconds: for
    the whole conversation, after a card is there.
    """

    def __init__(
        self, slot: CardSlot, authorities: TrustedAuthorities, today: Callable[[], date], seconds: float = 40.0
    ) -> None:
        self._slot = slot
        self._authorities = authorities
        self._today = today
        self._seconds = seconds

    def read(self, access: MrzKey | CardAccessNumber) -> ChipReading:
        started = time.monotonic()
        with self._slot.card() as link:
            taken = _take(Conversation(link, self._seconds), access)
        lines = zone_lines(taken.files[ZONE])
        proof = self._prove(taken, lines)
        return self._judged(taken, lines, proof, access, (time.monotonic() - started) * 1000)

    def try_card(self) -> bool:
        with self._slot.card() as link:
            return has_application(Conversation(link, self._seconds))

    def cancel(self) -> None:
        self._slot.cancel()

    def _prove(self, taken: _Taken, lines: tuple[str, ...]) -> ChipProof:
        if SECURITY_OBJECT not in taken.files:
            return ChipProof()
        security_object = parse_security_object(taken.files[SECURITY_OBJECT])
        zone = columns(lines)
        state = zone.issuer.rstrip("<") if zone else ""
        groups = {_GROUP_NUMBERS[file]: body for file, body in taken.files.items() if file in _GROUP_NUMBERS}
        proof = prove(security_object, groups, state, self._authorities, self._today())
        # A key that nobody signed shows nothing.
        genuine = Verdict.OPEN if taken.genuine is Verdict.SHOWN and not proof.issued else taken.genuine
        return replace(proof, genuine=genuine)

    def _judged(
        self, taken: _Taken, lines: tuple[str, ...], proof: ChipProof, access: MrzKey | CardAccessNumber, ms: float
    ) -> ChipReading:
        parsed = parse_zone(lines, self._today())
        problems = parsed.problems
        if proof.refuted:
            lines, problems = (), (Problem("chip-altered"),)
        elif isinstance(access, MrzKey) and MrzKey.of_zone(lines) != access:
            lines, problems = (), (Problem("chip-other-document"),)
        usable = not problems
        if usable and not proof.issued:
            problems = (Problem("chip-unproven"),)
        return ChipReading(
            lines=lines,
            document=parsed.document if usable else None,
            portrait=portrait(taken.files[PORTRAIT]) if usable and PORTRAIT in taken.files else None,
            proof=proof,
            access=taken.access,
            problems=problems,
            ms=ms,
        )


def _take(conversation: Conversation, access: MrzKey | CardAccessNumber) -> _Taken:
    """Read the small files first: whoever lifts the card too early waits for the portrait only."""
    taken = _Taken(open_chip(conversation, access), {}, Verdict.OPEN)
    for file in (SECURITY_OBJECT, CHIP_KEYS):
        _read(conversation, taken, file)
    if CHIP_KEYS in taken.files and renew_channel(conversation, taken.files[CHIP_KEYS]):
        _read_from_original(conversation, taken)
    for file in (ZONE, PORTRAIT):
        _read(conversation, taken, file)
    if ZONE not in taken.files:
        raise ChipError("chip-not-icao")
    return taken


def _read(conversation: Conversation, taken: _Taken, file: int) -> None:
    """A file that stays closed is as good as none: some cards keep all but the zone for their state's own readers."""
    try:
        body = read_file(conversation, file, _LARGEST[file])
    except ChipError as error:
        if error.code != "chip-denied" or file == ZONE:
            raise
        body = None
    if body is not None:
        taken.files[file] = body


def _read_from_original(conversation: Conversation, taken: _Taken) -> None:
    """A true chip can be understood under the new keys; a copy cannot, and its channel is lost for good."""
    try:
        _read(conversation, taken, ZONE)
    except ChipError as error:
        if error.code == "chip-broken":
            raise ChipError("chip-copied") from error
        raise
    taken.genuine = Verdict.SHOWN
