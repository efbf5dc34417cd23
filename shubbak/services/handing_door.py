"""What a neighbour's call about drafts gets: the list, one of them, or this station's binding word about one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import msgspec

from shubbak.ports.audit import StationFacts
from shubbak.ports.clock import Clock
from shubbak.ports.drafts import DraftShelf
from shubbak.ports.handing import MOST_DISOWNED, HandedStamp, Handing, HandingShelf
from shubbak.ports.neighbour import NeighbourError
from shubbak.services.counter_key import key_of
from shubbak.services.handing_lines import line_to_wire
from shubbak.services.neighbour_check import Neighbour
from shubbak.services.own_certificate import serial_of
from shubbak.services.station_identity import StationIdentity
from shubbak.wire.handing import (
    HandingAnswer,
    HandingCall,
    HandingState,
    WireGiven,
    handing_info,
    sign_handing_answer,
    write_lines,
)
from shubbak.wire.moment import moment_text
from shubbak.wire.neighbour import NEIGHBOUR_VERSION
from shubbak.wire.seal import digest, seal_bytes
from shubbak.wire.sealing_key import SealingKey
from shubbak.wire.station import SignedCertificate


class HandingMemory(DraftShelf, HandingShelf, StationFacts, Protocol):
    """What handing drafts on asks of the station's store."""


@dataclass(frozen=True, slots=True)
class HandingDesk:
    """Answers calls whose caller, nonce and address have been checked."""

    memory: HandingMemory
    identity: StationIdentity
    clock: Clock

    def answer(self, call: HandingCall, caller: Neighbour, mine: SignedCertificate) -> bytes:
        """Return the signed answer; raises NeighbourError or StoreError."""
        if call.verb == "list":
            answer, sealed = self._list(call, caller, mine)
        elif call.verb == "take":
            answer, sealed = self._give(call, caller, mine)
        elif call.verb == "confirm":
            known = self.memory.end_handing(call.draft_id, caller.station, call.handing)
            answer, sealed = self._plain(call, "confirmed" if known else "unknown", call.handing), b""
        else:
            answer, sealed = self._disown(call, caller), b""
        answer = msgspec.structs.replace(answer, digest=digest(sealed) if sealed else "")
        return sign_handing_answer(answer, self.identity.key, mine, sealed)

    def _list(self, call: HandingCall, caller: Neighbour, mine: SignedCertificate) -> tuple[HandingAnswer, bytes]:
        on_screen = self.memory.open_draft()
        to_caller = (caller.station, caller.key_text)
        given = [one.line for one in self.memory.handed() if (one.taker, one.taker_key) == to_caller]
        lines = [line_to_wire(line, "yours") for line in given]
        lines += [line_to_wire(line, "open" if line.id == on_screen else "free") for line in self.memory.drafts()]
        sealed = self._seal(write_lines(lines), "list", call.my_nonce, call, caller, mine)
        return self._plain(call, "listed"), sealed

    def _give(self, call: HandingCall, caller: Neighbour, mine: SignedCertificate) -> tuple[HandingAnswer, bytes]:
        """The row says whose it is before a byte goes out: a taker that hears nothing asks again and gets the same."""
        _key_of(call)  # before anything is marked
        fresh = HandedStamp(self.clock.random_bytes(16).hex(), self.clock.now())
        found = self.memory.hand_draft(call.draft_id, caller.station, caller.key_text, fresh)
        if found is None:
            return self._plain(call, "open" if self.memory.open_draft() == call.draft_id else "gone"), b""
        handed, body = found
        given = msgspec.msgpack.encode(WireGiven(moment_text(handed.line.kept_at), body))
        sealed = self._seal(given, call.draft_id, handed.nonce, call, caller, mine)
        return self._plain(call, "given", handed.nonce), sealed

    def _disown(self, call: HandingCall, caller: Neighbour) -> HandingAnswer:
        disowned = self.memory.disown(Handing(caller.station, call.draft_id, call.handing), MOST_DISOWNED)
        if disowned is None:
            raise NeighbourError("neighbour-refused")
        return self._plain(call, "disowned" if disowned else "held", call.handing)

    def _seal(
        self, plain: bytes, what: str, handing: str, call: HandingCall, caller: Neighbour, mine: SignedCertificate
    ) -> bytes:
        giver, taker = (self.identity.station, serial_of(mine)), (caller.station, caller.serial)
        return seal_bytes(plain, _key_of(call), handing_info(what, handing, giver, taker))

    def _plain(self, call: HandingCall, state: HandingState, handing: str = "") -> HandingAnswer:
        return HandingAnswer(
            version=NEIGHBOUR_VERSION,
            caller=call.caller,
            called=self.identity.station,
            my_nonce=call.my_nonce,
            draft_id=call.draft_id,
            state=state,
            handing=handing,
        )


def _key_of(call: HandingCall) -> SealingKey:
    try:
        return key_of(call.sealing_key)
    except ValueError as error:
        raise NeighbourError("neighbour-misaddressed") from error
