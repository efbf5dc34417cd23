"""Packets that do not reach the portal from here go by way of a neighbour, and stay until the portal's word is here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from shubbak.ports.audit import StationFacts
from shubbak.ports.carrying import CarriedPackets
from shubbak.ports.clock import Clock
from shubbak.ports.neighbour import NeighbourError, NeighbourLink
from shubbak.ports.store import OutboxItem, PacketState
from shubbak.services.neighbour_check import check_neighbour
from shubbak.services.own_certificate import own_certificate
from shubbak.services.station_identity import StationIdentity
from shubbak.wire.neighbour import (
    NEIGHBOUR_VERSION,
    Answer,
    Call,
    NeighbourWordError,
    read_answer,
    read_hello,
    read_word,
    sign_call,
)
from shubbak.wire.packet import Acknowledgement
from shubbak.wire.seal import SealError, digest, read_acknowledgement, read_packet
from shubbak.wire.station import SignedCertificate

#: Reasons that mean the portal itself was not reached, whatever the packet.
NOT_REACHED = frozenset(
    {
        "portal-unreachable",
        "portal-slow",
        "portal-gibberish",
        "portal-intercepted",
        "portal-certificate",
        "portal-certificate-clock",
    }
)
#: Packets of one round; the next round takes up the others.
AT_ONCE = 20


class CarriedMemory(CarriedPackets, StationFacts, Protocol):
    """What handing packets next door asks of the station's store."""


@dataclass(frozen=True, slots=True)
class NextDoorResult:
    """One round: packets that a neighbour carries now, those that the portal vouched for (id and case), and why
    neighbours were of no use.
    """

    carried: int = 0
    vouched: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Caller:
    identity: StationIdentity
    clock: Clock
    certificate: SignedCertificate


def go_next_door(
    memory: CarriedMemory, links: Iterable[NeighbourLink], identity: StationIdentity, clock: Clock
) -> NextDoorResult:
    """Ask each neighbour about the packets that do not reach the portal from here, and bring it those it does not have.

    Blocking; raises StoreError. A neighbour's own word decides nothing: only the portal's signature ends a packet.
    """
    items = [one for one in memory.outbox() if one.state is PacketState.SEALED and one.reason in NOT_REACHED]
    certificate = own_certificate(memory, identity, clock.now()) if items else None
    if certificate is None:
        return NextDoorResult(problems=("neighbour-not-ready",) if items else ())
    caller = _Caller(identity, clock, certificate)
    carried, vouched, problems = set[str](), dict[str, str](), list[str]()
    for link in links:
        try:
            for item in items[:AT_ONCE]:
                if item.id not in vouched:
                    _bring(memory, link, caller, item, carried, vouched)
        except (NeighbourError, NeighbourWordError, SealError) as error:
            problems.append(str(error))
    return NextDoorResult(len(carried - vouched.keys()), tuple(vouched.items()), tuple(problems))


def _bring(
    memory: CarriedMemory,
    link: NeighbourLink,
    caller: _Caller,
    item: OutboxItem,
    carried: set[str],
    vouched: dict[str, str],
) -> None:
    packet = memory.sealed_packet(item.id)
    # Those of a station that this machine was before are not brought: a neighbour knows this one alone.
    if not packet or not caller.identity.is_own(packet):
        return
    answer = _exchange(link, caller, "ask", item.id, b"")
    if answer.state in ("unknown", "refused"):
        try:
            answer = _exchange(link, caller, "carry", item.id, packet)
        except NeighbourError as error:
            # A neighbour of an older release takes no packet that a former key signed; the next one may be of this key.
            if error.code != "neighbour-refused":
                raise
    if answer.state == "waiting":
        carried.add(item.id)
    if answer.state == "vouched":
        word = Acknowledgement(answer.statement, answer.signature)
        head = read_packet(packet)[0]
        statement = read_acknowledgement(word, caller.identity.portal_signing, item.id, head.digest)
        memory.acknowledge(item.id, statement.case, word.statement.encode(), word.signature.encode())
        vouched[item.id] = statement.case


def _exchange(
    link: NeighbourLink, caller: _Caller, verb: Literal["ask", "carry"], packet_id: str, packet: bytes
) -> Answer:
    """Make one call and return its answer once it is a neighbour's own, about this packet and made for this call."""
    hello = read_hello(link.hello())
    mine = caller.clock.random_bytes(16).hex()
    call = Call(
        version=NEIGHBOUR_VERSION,
        caller=caller.identity.station,
        called=hello.station,
        nonce=hello.nonce,
        my_nonce=mine,
        verb=verb,
        packet_id=packet_id,
        digest=digest(packet) if packet else "",
    )
    word = read_word(link.call(sign_call(call, caller.identity.key, caller.certificate, packet)))
    neighbour = check_neighbour(word.certificate, caller.identity, caller.clock.now())
    answer = read_answer(word, neighbour.key)
    said = (answer.caller, answer.called, answer.my_nonce, answer.packet_id)
    if neighbour.station != hello.station or said != (call.caller, call.called, mine, packet_id):
        raise NeighbourError("neighbour-misaddressed")
    return answer
