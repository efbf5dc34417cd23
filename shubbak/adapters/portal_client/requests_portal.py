"""The central portal over HTTP: bounded in time and size, deaf to everything that is not the portal's own answer."""

from __future__ import annotations

import time
from typing import TypeVar
from urllib.parse import quote, urlsplit

import msgspec

from shubbak.adapters.portal_client.line import LONGEST_CALL_SECONDS, SMALL_ANSWER, Address, Line
from shubbak.adapters.portal_client.pieces import PieceSender
from shubbak.domain.text import Language, Text
from shubbak.fields.register_choice import ENTRY_ID
from shubbak.ports.portal import PortalError
from shubbak.ports.registers import MOST_ENTRIES, RegisterEntry, RegisterRecord, RegisterUnreachableError
from shubbak.wire.issued_outputs import (
    MAX_NOTE_BYTES,
    IssuedOutputNote,
    OutputQuestion,
    OutputsAnswer,
    OutputsQuestion,
    PlanKept,
    PlanNote,
    PrintingsAnswer,
    PrintingsNote,
)
from shubbak.wire.key_set import LONGEST_KEY_SET
from shubbak.wire.packet import Acknowledgement
from shubbak.wire.registers import EntriesAnswer, EntriesQuestion, RecordAnswer, RecordQuestion
from shubbak.wire.report import ReportAnswer, StationReport
from shubbak.wire.request_signature import StationSigner
from shubbak.wire.seal import read_packet
from shubbak.wire.station import Enrolled, Enrolment, NextKey, SignedCatalogue, SignedCertificate
from shubbak.wire.upload import CHUNK_BYTES
from shubbak.wire.void_list import LONGEST_VOID_LIST
from shubbak.wire.warranted import ListMarks, SignedText, Warranted

CONNECT_SECONDS = 10.0
CALL_SECONDS = 60.0
#: Bytes a second of the slowest line that is worth waiting for; a large body gets that much more time.
SLOWEST_LINE = 32_000
#: A packet in pieces has this long for all of them: less than the store's LONGEST_UPLOAD, after which another sender
#: may take it up. What arrived is not lost, and the next try brings the rest.
LONGEST_SEND_SECONDS = 480.0
#: A person stands in front of the screen and may write on by hand instead.
REGISTER_SECONDS = 8.0
#: What a portal of before there were pieces says of the address that takes them.
_NO_UPLOADS = "not-found"
#: Two hundred lines of a list, with the longest titles.
_LIST_ANSWER = 512 * 1024
#: Somebody waits at the counter for a sheet.
COUNTER_SECONDS = 15.0
_CATALOGUE_ANSWER = 32 * 1024 * 1024
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_Shape = TypeVar("_Shape")


class RequestsPortal:
    """Implements `shubbak.ports.portal.Portal`, `shubbak.ports.fleet.Fleet`, `shubbak.ports.registers.Registers`,
    `shubbak.ports.code_lists.CodeListSource`, `shubbak.ports.issued.OutputSource` and
    `shubbak.services.next_key.KeyOffice`; may be used from any thread.

    base_url: https, or http to this machine; raises ValueError otherwise. call_seconds: the whole call from the TCP
    connection to the last byte, not counting what the body may take at `slowest_line` bytes a second; finding the
    address (DNS) has the system resolver's own limit on top. ca_file: the certificate authority of a municipality that
    has its own (PEM); else the well-known ones. signer: who signs the requests, None before the station is enrolled.
    """

    def __init__(
        self,
        base_url: str,
        *,
        call_seconds: float = CALL_SECONDS,
        ca_file: str = "",
        slowest_line: float = SLOWEST_LINE,
        signer: StationSigner | None = None,
    ) -> None:
        parts = urlsplit(base_url)
        if not parts.hostname or (parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE)):
            raise ValueError("portal-address")
        self._address = Address(
            base_url.rstrip("/") + "/api/v1", signer, ca_file, connect_seconds=min(CONNECT_SECONDS, call_seconds)
        )
        self._call_seconds = call_seconds
        self._slowest_line = slowest_line

    def enrol(self, enrolment: Enrolment) -> Enrolled:
        return self._post("/enrolments", Enrolled, enrolment)

    def certify_key(self, next_key: NextKey) -> SignedCertificate:
        return self._post(f"{self._own()}/keys", SignedCertificate, next_key)

    def catalogue(self) -> SignedCatalogue:
        with Line(self._address) as line:
            return line.call("GET", "/catalogue", SignedCatalogue, self._call_seconds, limit=_CATALOGUE_ANSWER)

    def send(self, packet_id: str, packet: bytes) -> Acknowledgement:
        station = read_packet(packet)[0].station
        path = f"/stations/{quote(station, safe='')}/packets/{quote(packet_id, safe='')}"
        if len(packet) <= CHUNK_BYTES:
            return self._send_whole(path, packet_id, packet)
        ends_at = time.monotonic() + self._seconds(len(packet), LONGEST_SEND_SECONDS)
        pieces = PieceSender(lambda: Line(self._address), path, packet, self._seconds(CHUNK_BYTES), ends_at)
        try:
            return pieces.send()
        except PortalError as error:
            if error.detail != _NO_UPLOADS:
                raise
        return self._send_whole(path, packet_id, packet)

    def report(self, report: StationReport) -> ReportAnswer:
        return self._post(f"/stations/{quote(report.station, safe='')}/reports", ReportAnswer, report)

    def code_root(self) -> SignedText:
        return self._get("/code-root", SignedText)

    def list_marks(self) -> ListMarks:
        return self._get("/list-marks", ListMarks)

    def key_set(self) -> Warranted:
        return self._get("/key-set", Warranted, LONGEST_KEY_SET)

    def void_list(self) -> Warranted:
        return self._get("/void-list", Warranted, LONGEST_VOID_LIST)

    def outputs(self, question: OutputsQuestion) -> OutputsAnswer:
        return self._post(self._outputs("list"), OutputsAnswer, question, limit=_LIST_ANSWER)

    def output(self, question: OutputQuestion) -> IssuedOutputNote:
        seconds = min(self._call_seconds, COUNTER_SECONDS)
        return self._post(self._outputs("record"), IssuedOutputNote, question, seconds, MAX_NOTE_BYTES)

    def printings(self, note: PrintingsNote) -> PrintingsAnswer:
        return self._post(self._outputs("printings"), PrintingsAnswer, note, min(self._call_seconds, COUNTER_SECONDS))

    def plan(self, note: PlanNote) -> PlanKept:
        return self._post(f"{self._own()}/plans", PlanKept, note)

    def find(self, register: str, number: str) -> RegisterRecord | None:
        answer = self._ask(register, "record", RecordAnswer, RecordQuestion(number))
        return RegisterRecord(answer.parts) if answer.found else None

    def choices(self, register: str, words: str, language: Language) -> tuple[RegisterEntry, ...]:
        answer = self._ask(register, "entries", EntriesAnswer, EntriesQuestion(words, language.value))
        known = [one for one in answer.entries if ENTRY_ID.fullmatch(one.id) and one.ar and one.en]
        return tuple(RegisterEntry(one.id, Text(one.ar, one.en)) for one in known[:MOST_ENTRIES])

    def _outputs(self, verb: str) -> str:
        return f"{self._own()}/outputs/{verb}"

    def _own(self) -> str:
        """Return where this station speaks for itself."""
        if self._address.signer is None:
            raise PortalError("portal-refused", detail="request-unsigned")
        return f"/stations/{quote(self._address.signer.station, safe='')}"

    def _ask(self, register: str, verb: str, shape: type[_Shape], question: msgspec.Struct) -> _Shape:
        if self._address.signer is None:
            raise RegisterUnreachableError("request-unsigned")
        station, register = (quote(name, safe="") for name in (self._address.signer.station, register))
        path = f"/stations/{station}/registers/{register}/{verb}"
        try:
            return self._post(path, shape, question, min(self._call_seconds, REGISTER_SECONDS))
        except PortalError as error:
            raise RegisterUnreachableError(error.detail or error.code) from None

    def _send_whole(self, path: str, packet_id: str, packet: bytes) -> Acknowledgement:
        headers = {"Content-Type": "application/octet-stream", "Idempotency-Key": packet_id}
        with Line(self._address) as line:
            return line.call("PUT", path, Acknowledgement, self._seconds(len(packet)), packet, headers)

    def _get(self, path: str, shape: type[_Shape], limit: int = SMALL_ANSWER) -> _Shape:
        with Line(self._address) as line:
            return line.call("GET", path, shape, self._call_seconds, limit=limit)

    def _post(
        self,
        path: str,
        shape: type[_Shape],
        content: msgspec.Struct,
        seconds: float = 0.0,
        limit: int = SMALL_ANSWER,
    ) -> _Shape:
        body = msgspec.json.encode(content)
        headers = {"Content-Type": "application/json"}
        with Line(self._address) as line:
            return line.call("POST", path, shape, seconds or self._seconds(len(body)), body, headers, limit)

    def _seconds(self, size: int, longest: float = LONGEST_CALL_SECONDS) -> float:
        return min(self._call_seconds + size / self._slowest_line, longest)
