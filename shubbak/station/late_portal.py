"""The way to the portal, made when it is first taken: the HTTP library costs start-up time nobody should wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shubbak.domain.text import Language
from shubbak.ports.portal import PortalError
from shubbak.ports.registers import RegisterEntry, RegisterRecord, Registers, RegisterUnreachableError
from shubbak.wire.issued_outputs import (
    IssuedOutputNote,
    OutputQuestion,
    OutputsAnswer,
    OutputsQuestion,
    PlanKept,
    PlanNote,
    PrintingsAnswer,
    PrintingsNote,
)
from shubbak.wire.packet import Acknowledgement
from shubbak.wire.report import ReportAnswer, StationReport
from shubbak.wire.request_signature import StationSigner
from shubbak.wire.station import Enrolled, Enrolment, SignedCatalogue
from shubbak.wire.warranted import ListMarks, SignedText, Warranted

if TYPE_CHECKING:
    from shubbak.adapters.portal_client.requests_portal import RequestsPortal


class LatePortal:
    """Implements the ports `Portal`, `Fleet`, `Registers`, `CodeListSource` and `OutputSource`; an address that is none
    shows at the first call as portal-address. signer: who signs the requests, None before the station is enrolled.
    ca_file: as `shubbak.adapters.portal_client.requests_portal.RequestsPortal` has it.
    """

    def __init__(self, url: str, signer: StationSigner | None = None, ca_file: str = "") -> None:
        self._url = url
        self._signer = signer
        self._ca_file = ca_file
        self._portal: RequestsPortal | None = None

    def enrol(self, enrolment: Enrolment) -> Enrolled:
        return self._made().enrol(enrolment)

    def catalogue(self) -> SignedCatalogue:
        return self._made().catalogue()

    def send(self, packet_id: str, packet: bytes) -> Acknowledgement:
        return self._made().send(packet_id, packet)

    def report(self, report: StationReport) -> ReportAnswer:
        return self._made().report(report)

    def code_root(self) -> SignedText:
        return self._made().code_root()

    def list_marks(self) -> ListMarks:
        return self._made().list_marks()

    def key_set(self) -> Warranted:
        return self._made().key_set()

    def void_list(self) -> Warranted:
        return self._made().void_list()

    def outputs(self, question: OutputsQuestion) -> OutputsAnswer:
        return self._made().outputs(question)

    def output(self, question: OutputQuestion) -> IssuedOutputNote:
        return self._made().output(question)

    def printings(self, note: PrintingsNote) -> PrintingsAnswer:
        return self._made().printings(note)

    def plan(self, note: PlanNote) -> PlanKept:
        return self._made().plan(note)

    def find(self, register: str, number: str) -> RegisterRecord | None:
        return self._registers().find(register, number)

    def choices(self, register: str, words: str, language: Language) -> tuple[RegisterEntry, ...]:
        return self._registers().choices(register, words, language)

    def _registers(self) -> Registers:
        try:
            return self._made()
        except PortalError as error:
            raise RegisterUnreachableError(error.code) from None

    def _made(self) -> RequestsPortal:
        if self._portal is None:
            from shubbak.adapters.portal_client.requests_portal import RequestsPortal

            try:
                self._portal = RequestsPortal(self._url, signer=self._signer, ca_file=self._ca_file)
            except ValueError as error:
                raise PortalError("portal-address") from error
        return self._portal
