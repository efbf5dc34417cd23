"""Applications put aside at the other counters: see them, take one over, and take back what never arrived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from shubbak.domain.draft import Draft
from shubbak.ports.clock import Clock
from shubbak.ports.drafts import DraftLine
from shubbak.ports.handing import HandedDraft, Handing
from shubbak.ports.neighbour import NeighbourError, NeighbourLink
from shubbak.services.counter_key import counter_key, key_text
from shubbak.services.drafts import DraftRefusedError
from shubbak.services.handing_door import HandingMemory
from shubbak.services.handing_lines import line_from_wire
from shubbak.services.neighbour_check import Neighbour, check_neighbour
from shubbak.services.own_certificate import own_certificate, serial_of
from shubbak.services.station_identity import StationIdentity
from shubbak.wire.draft import DraftError, read_draft
from shubbak.wire.handing import (
    DraftState,
    HandingAnswer,
    HandingCall,
    HandingVerb,
    handing_info,
    read_given,
    read_handing_answer,
    read_lines,
    sign_handing_call,
)
from shubbak.wire.moment import parse_moment
from shubbak.wire.neighbour import NEIGHBOUR_VERSION, Hello, NeighbourWordError, read_hello, read_word
from shubbak.wire.seal import SealError, digest, unseal_bytes

#: Verbs whose answer is sealed.
_SEALED = ("list", "take")


@dataclass(frozen=True, slots=True)
class NextDoorDraft:
    """A draft at another counter. state: "free", "open" on its screen, or "yours": on its way here."""

    station: str
    line: DraftLine
    state: DraftState


@dataclass(frozen=True, slots=True)
class NextDoorDrafts:
    """What the other counters hold, and why some could not say."""

    drafts: tuple[NextDoorDraft, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Answered:
    answer: HandingAnswer
    giver: Neighbour
    plain: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class OtherCounters:
    """This counter's side of handing. Every verb blocks for as long as its neighbours take, and raises StoreError."""

    memory: HandingMemory
    links: Sequence[NeighbourLink]
    identity: StationIdentity
    clock: Clock

    def list(self) -> NextDoorDrafts:
        """Ask each neighbour what it holds."""
        found: dict[str, tuple[NextDoorDraft, ...]] = {}
        problems = list[str]()
        for link in self.links:
            try:
                said = self._exchange(link, read_hello(link.hello()), "list")
                station = said.giver.station
                lines = read_lines(said.plain)
                found[station] = tuple(NextDoorDraft(station, line_from_wire(one), one.state) for one in lines)
            except (NeighbourError, NeighbourWordError, SealError) as error:
                problems.append(str(error))
        return NextDoorDrafts(tuple(one for drafts in found.values() for one in drafts), tuple(problems))

    def take(self, station: str, draft_id: str) -> None:
        """Bring a draft here; it is on this shelf for good when this returns, and on no other.

        Raises DraftRefusedError (draft-gone, draft-open-there, draft-broken, draft-here-already), NeighbourError or
        NeighbourWordError; after those two the other counter may have marked it as this one's, and gives it again.
        """
        link, hello = self._find(station)
        said = self._exchange(link, hello, "take", draft_id)
        if said.answer.state != "given":
            raise DraftRefusedError("draft-open-there" if said.answer.state == "open" else "draft-gone")
        given = read_given(said.plain)
        draft = _draft_of(given.body, draft_id)
        kept_at = min(parse_moment(given.kept_at), self.clock.now())
        line = DraftLine(
            draft.id, draft.service_id, draft.service_version, draft.operator, draft.person, kept_at, len(given.body)
        )
        if not self.memory.receive_draft(Handing(station, draft_id, said.answer.handing), line, given.body):
            raise DraftRefusedError("draft-here-already")
        self.settle()

    def settle(self) -> int:
        """Tell each giver what has arrived; returns how many know it now. The others hear it in a later round."""
        known = 0
        waiting = self.memory.unconfirmed()
        for link in self.links if waiting else ():
            for handing in waiting:
                try:
                    hello = read_hello(link.hello())  # a nonce counts once
                    if hello.station != handing.giver:
                        continue
                    said = self._exchange(link, hello, "confirm", handing.draft_id, handing.nonce)
                except (NeighbourError, NeighbourWordError, SealError):
                    break
                if said.answer.state == "confirmed":
                    self.memory.settle_handing(handing)
                    known += 1
        return known

    def take_back(self, draft_id: str) -> bool:
        """Ask the taker of a handed draft whether it has it, and put the draft back on the shelf only once that very
        machine said for good that it has not: True. False where it has it, and its counter goes on with it.

        Raises DraftRefusedError draft-gone, NeighbourError or NeighbourWordError: nothing is known; it stays handed.
        """
        handed = next((one for one in self.memory.handed() if one.line.id == draft_id), None)
        if handed is None:
            raise DraftRefusedError("draft-gone")
        link, hello = self._find(handed.taker)
        said = self._exchange(link, hello, "disown", draft_id, handed.nonce)
        if said.giver.key_text != handed.taker_key:
            # A machine that was set up anew under the old name knows nothing of what the old one did with it.
            raise NeighbourError("neighbour-replaced")
        if said.answer.state == "disowned":
            return self.memory.take_back(draft_id, handed.nonce)
        if said.answer.state == "held":
            self.memory.end_handing(draft_id, handed.taker, handed.nonce)
        return False

    def handed(self) -> tuple[HandedDraft, ...]:
        """Return what was given to other counters and has not arrived there as far as this one knows."""
        return self.memory.handed()

    def _find(self, station: str) -> tuple[NeighbourLink, Hello]:
        """Return the line behind which a station seems to be; its answer's signature must still prove it."""
        for link in self.links:
            try:
                hello = read_hello(link.hello())
            except (NeighbourError, NeighbourWordError):
                continue
            if hello.station == station:
                return link, hello
        raise NeighbourError("neighbour-unreachable")

    def _exchange(
        self, link: NeighbourLink, hello: Hello, verb: HandingVerb, draft_id: str = "", handing: str = ""
    ) -> _Answered:
        """Make one call and open its answer once it is that neighbour's own, whole, and made for this call."""
        mine, key = self.clock.random_bytes(16).hex(), counter_key(self.identity)
        certificate = own_certificate(self.memory, self.identity, self.clock.now())
        if certificate is None:
            raise NeighbourError("neighbour-not-ready")
        call = HandingCall(
            version=NEIGHBOUR_VERSION,
            caller=self.identity.station,
            called=hello.station,
            nonce=hello.nonce,
            my_nonce=mine,
            verb=verb,
            draft_id=draft_id,
            handing=handing,
            sealing_key=key_text(key.public()) if verb in _SEALED else "",
        )
        word = read_word(link.hand(sign_handing_call(call, self.identity.key, certificate)))
        giver = check_neighbour(word.certificate, self.identity, self.clock.now())
        answer = read_handing_answer(word, giver.key)
        said = (answer.caller, answer.called, answer.my_nonce, answer.draft_id, answer.digest)
        brought = digest(word.packet) if word.packet else ""
        if giver.station != hello.station or said != (call.caller, call.called, mine, draft_id, brought):
            raise NeighbourError("neighbour-misaddressed")
        if not word.packet:
            return _Answered(answer, giver, b"")
        what, nonce = (draft_id, answer.handing) if verb == "take" else ("list", mine)
        ends = (giver.station, giver.serial), (self.identity.station, serial_of(certificate))
        return _Answered(answer, giver, unseal_bytes(word.packet, key, handing_info(what, nonce, *ends)))


def _draft_of(untrusted: bytes, draft_id: str) -> Draft:
    try:
        draft = read_draft(untrusted)
    except DraftError as error:
        raise DraftRefusedError(str(error)) from error
    if draft.id != draft_id:
        raise DraftRefusedError("draft-broken")
    return draft
