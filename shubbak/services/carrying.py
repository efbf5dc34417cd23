"""Carry packets to the portal on a stick, and its signed answers home.

What lies on a stick is worth nothing here before a signature says otherwise: a packet stays SEALED in the store until
the portal's own word about it has come back, by whichever way comes first. The same packet may also go over the line
meanwhile; the portal answers the same.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass, field

from shubbak.ports.carrying import CarriedPackets
from shubbak.ports.clock import Clock
from shubbak.ports.stick import Stick, StickError
from shubbak.ports.store import OutboxItem, PacketState
from shubbak.services.audit import AuditKind, note
from shubbak.services.station_identity import StationIdentity
from shubbak.wire.carrying import (
    CARRYING_VERSION,
    MANIFEST,
    MAX_ANSWER_BYTES,
    MOST_PACKETS,
    CarriedAnswer,
    CarriedPacket,
    CarryingError,
    CarryManifest,
    SignedRefusal,
    answer_name,
    answer_of,
    folder_name,
    packet_name,
    packet_of,
    read_answer,
    read_refusal,
    sign_manifest,
)
from shubbak.wire.moment import moment_text
from shubbak.wire.packet import Acknowledgement
from shubbak.wire.seal import SealError, check_text, read_acknowledgement, read_packet

#: A stick full of rubbish must not fill the audit trail: behind so many refusals one more stands for the rest.
MOST_NOTED = 20
_WAITING = (PacketState.SEALED, PacketState.UPLOADING)


@dataclass(frozen=True, slots=True)
class CarryFault:
    """Something on the stick that was refused: a packet's id where the name says one, and a problem code."""

    packet_id: str
    code: str


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """written: packets listed on the stick now. left: waiting ones that are not. fault: why not, "" when all are."""

    written: int
    left: int
    fault: str = ""


@dataclass(frozen=True, slots=True)
class CarriedIn:
    """What the answers did: packets acknowledged, packets that the portal will never take, and what was refused."""

    acknowledged: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    faults: tuple[CarryFault, ...] = ()


def carry_out(stick: Stick, store: CarriedPackets, identity: StationIdentity, clock: Clock) -> CarriedOut:
    """Write the waiting packets to the stick, oldest first, and the signed list of them last; raises StoreError.

    A stick pulled out in the middle has no list, or the last way's, and the portal takes no file that is not listed. A
    full one takes what fits.
    """
    waiting = [item for item in store.outbox() if item.state in _WAITING]
    carried: list[CarriedPacket] = []
    try:
        fault = _write_packets(stick, store, identity, waiting, carried)
        _write_list(stick, identity, clock, carried)
    except StickError as error:
        note(store, AuditKind.STICK_REFUSED, "", error.code)
        return CarriedOut(0, len(waiting), error.code)
    note(store, AuditKind.STICK_WRITTEN, "", str(len(carried)))
    return CarriedOut(len(carried), len(waiting) - len(carried), fault)


def _write_packets(
    stick: Stick,
    store: CarriedPackets,
    identity: StationIdentity,
    waiting: list[OutboxItem],
    carried: list[CarriedPacket],
) -> str:
    """Write what fits and return why the rest did not."""
    folder = folder_name(identity.station)
    _clear(stick, folder, {item.id for item in waiting})
    for item in waiting[:MOST_PACKETS]:
        packet = store.sealed_packet(item.id)
        if packet is None or not identity.is_own(packet):
            continue  # acknowledged just now, or damaged on the disk: the outbox says so when it sends it
        try:
            stick.write(folder, packet_name(item.id), packet)
        except StickError as error:
            if error.code != "stick-full":
                raise
            return error.code
        carried.append(CarriedPacket(item.id, item.sequence, _digest(packet), len(packet)))
    return ""


def _clear(stick: Stick, folder: str, waiting: set[str]) -> None:
    """Take away packets of earlier ways that no longer wait; answers stay until they are read."""
    try:
        names = stick.names(folder)
    except StickError as error:
        if error.code != "stick-missing":
            raise
        return  # the first time on this stick
    for name in names:
        if packet_of(name) and packet_of(name) not in waiting:
            stick.remove(folder, name)


def _write_list(stick: Stick, identity: StationIdentity, clock: Clock, carried: list[CarriedPacket]) -> None:
    folder = folder_name(identity.station)
    while True:
        manifest = CarryManifest(CARRYING_VERSION, identity.station, moment_text(clock.now()), list(carried))
        try:
            return stick.write(folder, MANIFEST, sign_manifest(manifest, identity.key))
        except StickError as error:
            if error.code != "stick-full" or not carried:
                raise
        # The last packet took the room that the list needs.
        stick.remove(folder, packet_name(carried.pop().id))


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def carry_in(stick: Stick, store: CarriedPackets, identity: StationIdentity) -> CarriedIn:
    """Read the portal's answers from the stick, one by one, and do what those say that are genuine; raises StoreError.

    Whatever else lies there is refused with a code, noted and left as it is; other stations' folders are not looked at.
    """
    reading = _Reading(stick, store, identity)
    try:
        names = stick.names(folder_name(identity.station))
    except StickError as error:
        reading.refuse("", error.code)
        return reading.result()
    for name in names:
        reading.take(name)
    reading.close()
    return reading.result()


@dataclass(slots=True)
class _Reading:
    """One way home: what was found so far."""

    stick: Stick
    store: CarriedPackets
    identity: StationIdentity
    acknowledged: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    faults: list[CarryFault] = field(default_factory=list)

    def take(self, untrusted_name: str) -> None:
        """Do what one name on the stick asks for."""
        if untrusted_name == MANIFEST or untrusted_name.startswith(".") or packet_of(untrusted_name):
            return  # ours, or what a desktop leaves in every folder that it shows
        packet_id = answer_of(untrusted_name)
        try:
            if not packet_id:
                raise CarryingError("stick-name")
            untrusted = self.stick.read(folder_name(self.identity.station), untrusted_name, MAX_ANSWER_BYTES)
            self._answer(packet_id, read_answer(untrusted))
        except (StickError, CarryingError) as error:
            self.refuse(packet_id, error.code)

    def _answer(self, packet_id: str, answer: CarriedAnswer) -> None:
        packet = self.store.sealed_packet(packet_id)
        if packet is None:
            self._nobody_waits(packet_id, answer)
        elif not self.identity.is_own(packet):
            raise CarryingError("packet-damaged")
        elif answer.acknowledgement is not None:
            self._acknowledge(packet_id, packet, answer.acknowledgement)
        elif answer.refusal is not None:
            self._turn_away(packet_id, packet, answer.refusal)

    def _acknowledge(self, packet_id: str, packet: bytes, answer: Acknowledgement) -> None:
        head, _ = read_packet(packet)
        try:
            statement = read_acknowledgement(answer, self.identity.portal_signing, packet_id, head.digest)
        except SealError as error:
            raise CarryingError(str(error)) from error
        self.store.acknowledge(packet_id, statement.case, answer.statement.encode(), answer.signature.encode())
        self.acknowledged.append(packet_id)
        self._tidy(packet_id)

    def _turn_away(self, packet_id: str, packet: bytes, answer: SignedRefusal) -> None:
        refusal = read_refusal(answer, self.identity.portal_signing, packet_id, _digest(packet))
        if self.store.turn_away(packet_id, refusal.reason):
            self.refused.append(packet_id)
        self._tidy(packet_id)

    def _nobody_waits(self, packet_id: str, answer: CarriedAnswer) -> None:
        """A genuine answer that came late is no fault: the line was quicker."""
        told = answer.acknowledgement
        if told is None or not check_text(told.statement, told.signature, self.identity.portal_signing):
            raise CarryingError("stick-packet-unknown")
        self._tidy(packet_id)

    def _tidy(self, packet_id: str) -> None:
        """Take what is done with off the stick; on one that cannot be written it stays, and reading it again does no
        harm.
        """
        folder = folder_name(self.identity.station)
        with contextlib.suppress(StickError):
            self.stick.remove(folder, packet_name(packet_id))
            self.stick.remove(folder, answer_name(packet_id))

    def refuse(self, packet_id: str, code: str) -> None:
        """Keep and note one refusal."""
        self.faults.append(CarryFault(packet_id, code))
        if len(self.faults) <= MOST_NOTED:
            note(self.store, AuditKind.STICK_REFUSED, packet_id, code)
        elif len(self.faults) == MOST_NOTED + 1:
            note(self.store, AuditKind.STICK_REFUSED, "", "stick-crowded")

    def close(self) -> None:
        """Note that the stick was read."""
        note(self.store, AuditKind.STICK_READ, "", str(len(self.acknowledged)))

    def result(self) -> CarriedIn:
        return CarriedIn(tuple(self.acknowledged), tuple(self.refused), tuple(self.faults))
