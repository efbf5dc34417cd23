"""Printing what the portal has issued: asked first, a row before the first byte, and never twice unmarked."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import msgspec

from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.issued_paper import IssuedPaper, IssuedState, Sheet, SheetState, next_copy
from shubbak.domain.output_form import OutputForm
from shubbak.domain.output_number import parse_output_number
from shubbak.domain.output_record import OutputPaper, OutputRecord
from shubbak.domain.paper_serial import parse_serial
from shubbak.domain.problem import Problem
from shubbak.domain.receipt import parse_receipt_number
from shubbak.domain.wording import Wording
from shubbak.ports.clock import Clock
from shubbak.ports.issued import IssuedShelf, OutputSource
from shubbak.ports.page_printer import PageJob, PagePrinter, PagePrinterError
from shubbak.ports.portal import PortalError
from shubbak.ports.store import StoreError
from shubbak.ports.typesetter import TypesetError, Typesetter
from shubbak.services.issued_intake import sheet_note, take_outputs, tell_sheets, told_of
from shubbak.services.output_sheet import record_order
from shubbak.services.paper_proof import PaperProof
from shubbak.wire.issued_outputs import OUTPUTS_VERSION, OutputQuestion, PrintingsNote
from shubbak.wire.issued_outputs_border import OutputNoteError, read_output_note
from shubbak.wire.output_code import OutputFacts, ProvenOutput
from shubbak.wire.output_said import SaidError, said_digest
from shubbak.wire.receipt_code import ProvenReceipt

#: Problems after which the operator may say that no other counter has the original, and print without the portal.
ALONE = "licence-alone"
_OUT = "printing-original-out"


class NotPrintedError(Exception):
    """Nothing was printed. `code`: a problem."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class SheetWish:
    """What the operator asks for. reason: of a copy, None for the original. untrusted_serial: as typed or read; "" for
    plain paper. alone: the operator's word that no other counter has the original, for a portal that is away.
    """

    number: str
    operator: str
    reason: CopyReason | None = None
    untrusted_serial: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class SheetOutcome:
    """What came of a print. problem: "" when the sheet is out, else a code. state: of the sheet, None where none was
    begun. mark and serial: of what came out.
    """

    problem: str = ""
    state: SheetState | None = None
    mark: CopyMark | None = None
    serial: str = ""


@dataclass(frozen=True, slots=True)
class IssuedDesk:
    """What prints licences at a counter; its verbs block and raise StoreError alone.

    printer: None where no page printer stands. prove: what a code proves with the lists at hand. form: of a kind.
    kept: for how long a record stays, and a line that is done with.
    draw: a PDF's first page as PNG. pages: how many sheets a PDF takes.
    """

    shelf: IssuedShelf
    source: OutputSource
    printer: PagePrinter | None
    typesetter: Typesetter
    wording: Wording
    clock: Clock
    form: Callable[[str], OutputForm]
    prove: Callable[[str], PaperProof | Problem | None]
    draw: Callable[[bytes], bytes]
    kept: timedelta
    pages: Callable[[bytes], int] = lambda _: 1

    def go_round(self) -> str:
        """Tell the portal of sheets, and take in what it issued; returns why not, "" for done."""
        try:
            tell_sheets(self.shelf, self.source)
            take_outputs(self.shelf, self.source, self.clock.now(), self.kept)
            self.shelf.drop_issued_before(self.clock.now() - self.kept)
        except PortalError as error:
            return error.code
        return ""

    def find(self, untrusted_text: str) -> IssuedPaper | None:
        """Find an output by its number, its receipt's number, its application's id or the code of either paper; one
        that is not here is asked for at the portal by its number. None where there is none.
        """
        said = self._number_of(untrusted_text)
        found = self.shelf.find_issued(said)
        if found is None and _is_output_number(said):
            with contextlib.suppress(NotPrintedError):
                self._fetch(said)
            found = self.shelf.find_issued(said)
        return found

    def preview(self, number: str) -> bytes | str:
        """Return the picture of the sheet as it would be printed now, or why there is none, as a code."""
        try:
            record = self._record(number, fresh=False)
            paper = self.shelf.find_issued(number)
            sheet = paper.open_sheet if paper else None
            pdf = self._set(record, sheet.mark if sheet else None, sheet.serial if sheet else "")
        except NotPrintedError as error:
            return error.code
        return self.draw(pdf)

    def print(self, wish: SheetWish) -> SheetOutcome:
        """Print the original that is owed, or a marked copy with its reason.

        What cannot be printed is found out before a byte is sent: then no sheet is spent. From there on whatever ends
        it, the program's death included, leaves a sheet that somebody has to look after.
        """
        try:
            record = self._record(wish.number)
            self._set(record, None, _serial(record, wish))  # what cannot be set takes no sheet
            sheet = self._put_in(record, wish)
            mark = self._allowed(sheet, wish)
            page = self._set(record, mark, sheet.serial)
            if not self.shelf.begin_sheet(sheet.id, mark):
                return SheetOutcome("licence-sheet-open")
        except NotPrintedError as error:
            return SheetOutcome(error.code)
        state, problem = self._carry_out(sheet, page)
        return SheetOutcome(problem, state, mark, sheet.serial)

    def settle(self, sheet_id: str, verdict: SheetState) -> bool:
        """Keep what somebody says of the sheet that they hold."""
        return self.shelf.settle_sheet(sheet_id, verdict)

    def _record(self, number: str, *, fresh: bool = True) -> OutputRecord:
        """Return a proven record, the portal's newest or the one that is kept; raises NotPrintedError. fresh: ask the
        portal although one is kept.
        """
        if fresh or self.shelf.record_body(number) is None:
            self._fetch(number)
        paper, body = self.shelf.find_issued(number), self.shelf.record_body(number)
        if paper is not None and paper.line.void:
            raise NotPrintedError("output-void")
        if body is None:
            raise NotPrintedError("licence-not-here")
        try:
            record = read_output_note(body)
        except OutputNoteError as error:
            raise NotPrintedError("licence-not-proven") from error
        self._prove(record, number)
        return record

    def _fetch(self, number: str) -> None:
        """Take the newest record of an output in, where the portal answers."""
        try:
            note = self.source.output(OutputQuestion(OUTPUTS_VERSION, number))
        except PortalError as error:
            if error.detail == "output-unknown":
                raise NotPrintedError("output-unknown") from error
            return
        told = told_of(note)
        if told is None or told.line.number != number:
            raise NotPrintedError("licence-not-proven")
        self.shelf.keep_issued([told], "", self.clock.now())
        self.shelf.keep_record(number, msgspec.json.encode(note))

    def _prove(self, record: OutputRecord, number: str) -> None:
        """Hold the signed code against the record; nobody on the way has changed a byte, or nothing is printed."""
        proof = self.prove(record.code_text)
        if proof is None:
            raise NotPrintedError("licence-no-lists")
        if isinstance(proof, Problem):
            raise NotPrintedError(proof.code)
        facts = proof.proven.facts if isinstance(proof.proven, ProvenOutput) else None
        said = (number, record.service_id, record.kind, record.issued_at, said_digest(record.said))
        if facts is None or said != _signed(facts):
            raise NotPrintedError("licence-not-proven")

    def _put_in(self, record: OutputRecord, wish: SheetWish) -> Sheet:
        """Return the blank sheet to print on, its row written; raises NotPrintedError."""
        paper = self.shelf.find_issued(wish.number)
        if paper is None:
            raise NotPrintedError("licence-not-here")
        self._check_state(paper, wish)
        serial = _serial(record, wish)
        self._check_printer()
        waiting = paper.open_sheet
        if waiting is not None:
            if waiting.serial != serial:
                raise NotPrintedError("licence-other-sheet")
            return waiting
        copies = [one.copy.number if one.copy else 0 for one in record.printings]
        copies += [one.mark.number if one.mark else 0 for one in paper.sheets]
        mark = CopyMark(next_copy(copies), wish.reason) if wish.reason else None
        sheet = Sheet(self.clock.new_id(), wish.number, SheetState.BLANK, mark, serial, wish.operator, self.clock.now())
        problem = self.shelf.put_in(sheet)
        if problem:
            raise NotPrintedError(problem)
        return sheet

    @staticmethod
    def _check_state(paper: IssuedPaper, wish: SheetWish) -> None:
        waiting = paper.open_sheet
        if paper.state is IssuedState.VOID:
            raise NotPrintedError("output-void")
        if paper.state is IssuedState.UNSURE:
            raise NotPrintedError("licence-sheet-open")
        if waiting is None and wish.reason is None and paper.state is IssuedState.PRINTED:
            raise NotPrintedError(_OUT)
        if waiting is None and wish.reason is not None and paper.state is IssuedState.OWED:
            raise NotPrintedError("licence-original-first")

    def _check_printer(self) -> None:
        if self.printer is None:
            raise NotPrintedError("licence-no-printer")
        try:
            self.printer.check()
        except PagePrinterError as error:
            raise NotPrintedError(error.code) from error

    def _allowed(self, sheet: Sheet, wish: SheetWish) -> CopyMark | None:
        """Return the mark under which the portal lets the sheet be printed; raises NotPrintedError.

        While the portal is away a copy bears this station's count, and the original needs the operator's word: only
        people can know whether the counter next door has printed it.
        """
        try:
            tell_sheets(self.shelf, self.source)  # of the spoiled one before, or the portal thinks that it stands
            answer = self.source.printings(PrintingsNote(OUTPUTS_VERSION, [sheet_note(sheet, begun=True)]))
        except PortalError as error:
            if sheet.mark is None and not wish.alone:
                raise NotPrintedError(ALONE) from error
            return sheet.mark
        verdict = next((one for one in answer.printings if one.id == sheet.id), None)
        if verdict is None:
            raise NotPrintedError("portal-gibberish")
        if verdict.problem:
            if verdict.problem == _OUT:
                self.shelf.has_original_elsewhere(sheet.number)
            self.shelf.take_out(sheet.id)
            raise NotPrintedError(verdict.problem)
        self.shelf.keep_told(sheet.id, "begun")
        return replace(sheet.mark, number=max(1, verdict.copy)) if sheet.mark else None

    def _set(self, record: OutputRecord, mark: CopyMark | None, serial: str) -> bytes:
        try:
            form = self.form(record.kind)
            order = record_order(record, form, self.wording, copy=mark, paper_serial=serial)
            pdf = self.typesetter.set_pages(order)
        except SaidError as error:
            raise NotPrintedError(error.code) from error
        except TypesetError as error:
            raise NotPrintedError("licence-not-set") from error
        if serial and self.pages(pdf) > 1:
            raise NotPrintedError("licence-two-sheets")  # one number, and nobody would account for the second sheet
        return pdf

    def _carry_out(self, sheet: Sheet, page: bytes) -> tuple[SheetState, str]:
        """Print what the row says is being printed; returns how the sheet ended, which the row says then."""
        assert self.printer is not None
        state, problem = SheetState.PRINTED, ""
        try:
            self.printer.print(PageJob(page, sheet.number))
        except PagePrinterError as error:
            nothing = not error.began and error.code != "page-printer-unsure"
            state, problem = SheetState.BLANK if nothing else SheetState.UNSURE, error.code
        except Exception:
            self._end(sheet, SheetState.UNSURE, "page-printer-unsure")  # a bug, which goes on its way
            raise
        return self._end(sheet, state, problem)

    def _end(self, sheet: Sheet, state: SheetState, problem: str) -> tuple[SheetState, str]:
        try:
            self.shelf.end_sheet(sheet.id, state, problem)
        except StoreError as error:
            # The row says printing, and after the next start that somebody must look.
            return SheetState.UNSURE, problem or error.code
        return state, problem

    def _number_of(self, untrusted_text: str) -> str:
        """Return the number, receipt number or application id that somebody typed or showed, in its one form."""
        text = untrusted_text.strip()[:1000]
        proof = self.prove(text) if len(text) > 40 else None
        if isinstance(proof, PaperProof):
            proven = proof.proven
            return str(proven.receipt.number) if isinstance(proven, ProvenReceipt) else proven.facts.number
        for read in (parse_output_number, parse_receipt_number):
            try:
                return str(read(text))
            except ValueError:
                continue
        return text.lower()


def _signed(facts: OutputFacts) -> tuple[object, ...]:
    return facts.number, facts.service_id, facts.kind.value, facts.issued_at, facts.data_digest


def _serial(record: OutputRecord, wish: SheetWish) -> str:
    if record.paper is OutputPaper.PLAIN:
        return ""
    try:
        return parse_serial(wish.untrusted_serial)
    except ValueError as error:
        raise NotPrintedError(str(error)) from error


def _is_output_number(text: str) -> bool:
    try:
        parse_output_number(text)
    except ValueError:
        return False
    return True
