"""The door for stations next door: takes in their packets, gives them the portal's word, and hands drafts on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol

import msgspec

from shubbak.ports.clock import Clock
from shubbak.ports.neighbour import NeighbourError
from shubbak.ports.relay import RelayedPacket, RelayShelf, RelayState
from shubbak.services.handing_door import HandingDesk, HandingMemory
from shubbak.services.neighbour_check import Neighbour, check_neighbour
from shubbak.services.own_certificate import own_certificate
from shubbak.services.station_identity import StationIdentity
from shubbak.wire.handing import read_handing_call
from shubbak.wire.neighbour import NEIGHBOUR_VERSION, Answer, Call, Hello, SignedWord, read_call, read_word, sign_answer
from shubbak.wire.seal import SealError, digest, read_packet
from shubbak.wire.station import SignedCertificate

#: Nonces that are out at once, and for how long each of them counts.
NONCES, NONCE_LIVES = 64, timedelta(seconds=60)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NONCE = re.compile(r"[0-9a-f]{32}")
_State = Literal["unknown", "full", "waiting", "refused", "vouched"]


class RelayMemory(RelayShelf, HandingMemory, Protocol):
    """What carrying for neighbours and handing drafts to them ask of the station's store."""


@dataclass(slots=True)
class NeighbourDoor:
    """One caller at a time. A stranger gets a nonce and nothing else; nothing is written before a neighbour's own
    signature over a fresh nonce holds.
    """

    memory: RelayMemory
    identity: StationIdentity
    clock: Clock
    _nonces: dict[str, datetime] = field(default_factory=dict)

    def hello(self) -> bytes:
        """Return who is here and a nonce for one call; the oldest one that is out makes room."""
        while len(self._nonces) >= NONCES:
            del self._nonces[next(iter(self._nonces))]
        nonce = self.clock.random_bytes(16).hex()
        self._nonces[nonce] = self.clock.now()
        return msgspec.json.encode(Hello(NEIGHBOUR_VERSION, self.identity.station, nonce))

    def answer(self, untrusted: bytes) -> bytes:
        """Answer one call; raises NeighbourError, NeighbourWordError or StoreError, and has then kept nothing."""
        now = self.clock.now()
        word = read_word(untrusted)
        caller = check_neighbour(word.certificate, self.identity, now)
        call = read_call(word, caller.key)
        self._check(call, word, caller, now)
        mine = self._certificate(caller, now)
        full = call.verb == "carry" and not self._carry(call, word, caller, now)
        answer = self._told(call, caller, full=full)
        return sign_answer(answer, self.identity.key, mine)

    def hand(self, untrusted: bytes) -> bytes:
        """Answer one call about what is put aside; raises as `answer` does."""
        now = self.clock.now()
        word = read_word(untrusted)
        caller = check_neighbour(word.certificate, self.identity, now)
        call = read_handing_call(word, caller.key)
        self._spend(call.nonce, now)
        asked = _UUID.fullmatch(call.draft_id) or (call.verb == "list" and not call.draft_id)
        if (call.caller, call.called) != (caller.station, self.identity.station) or not asked:
            raise NeighbourError("neighbour-misaddressed")
        if not _NONCE.fullmatch(call.handing) and call.verb in ("confirm", "disown"):
            raise NeighbourError("neighbour-misaddressed")
        mine = self._certificate(caller, now)
        return HandingDesk(self.memory, self.identity, self.clock).answer(call, caller, mine)

    def _certificate(self, caller: Neighbour, now: datetime) -> SignedCertificate:
        """Return this station's own, where it has one and knows nothing against the caller."""
        mine = own_certificate(self.memory, self.identity, now)
        if mine is None:
            raise NeighbourError("neighbour-not-ready")
        known = self.memory.relayed()
        if any(one.owner == caller.station and one.reason == "station-revoked" for one in known):
            raise NeighbourError("neighbour-revoked")
        return mine

    def _spend(self, nonce: str, now: datetime) -> None:
        given = self._nonces.pop(nonce, None)
        if given is None or abs(now - given) > NONCE_LIVES:
            raise NeighbourError("neighbour-stale")

    def _check(self, call: Call, word: SignedWord, caller: Neighbour, now: datetime) -> None:
        self._spend(call.nonce, now)
        brings = digest(word.packet) if call.verb == "carry" else ""
        addressed = (call.caller, call.called, call.digest) == (caller.station, self.identity.station, brings)
        if not addressed or not _UUID.fullmatch(call.packet_id):
            raise NeighbourError("neighbour-misaddressed")

    def _carry(self, call: Call, word: SignedWord, caller: Neighbour, now: datetime) -> bool:
        """Keep a packet that the caller brings in its own name; False where there is no room.

        The caller's signature over the call holds for these very bytes. Its signature inside them may be of a key that
        it had before, which only the portal knows.
        """
        try:
            head, _ = read_packet(word.packet)
        except SealError as error:
            raise NeighbourError("neighbour-misaddressed") from error
        if (head.station, head.id) != (caller.station, call.packet_id):
            raise NeighbourError("neighbour-misaddressed")
        kept = RelayedPacket(head.id, head.station, head.digest, RelayState.WAITING, now)
        return self.memory.keep_relayed(kept, word.packet)

    def _told(self, call: Call, caller: Neighbour, *, full: bool) -> Answer:
        mine = (one for one in self.memory.relayed() if (one.id, one.owner) == (call.packet_id, caller.station))
        one = next(mine, None)
        state: _State = "full" if full else one.state.value if one else "unknown"
        return Answer(
            version=NEIGHBOUR_VERSION,
            caller=caller.station,
            called=self.identity.station,
            my_nonce=call.my_nonce,
            packet_id=call.packet_id,
            state=state,
            reason=one.reason if one else "",
            statement=one.statement if one else "",
            signature=one.signature if one else "",
        )
