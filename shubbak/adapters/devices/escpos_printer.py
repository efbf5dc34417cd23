"""A real receipt printer: strips out, and "printed" only when the printer itself answered behind the last one."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from shubbak.adapters.devices.escpos_answers import Answer, Ear, PaperSensor, ProcessDone, RealTime, Report, trouble
from shubbak.adapters.devices.escpos_bytes import (
    OPEN_DRAWER,
    PAPER_QUESTION,
    RESET,
    STRIP_ROWS,
    job,
    process_id,
    proof,
    status_question,
)
from shubbak.adapters.devices.escpos_link import PrinterLink
from shubbak.adapters.devices.printer_profile import PrinterProfile, Proof
from shubbak.ports.printer import Piece, PrinterCondition, PrinterError, PrintHead, Raster

#: So many rows of paper a line of the printer's own type or a code that it draws may take.
_ROWS_OF_TYPE, _ROWS_OF_CODE = 60, 600
#: Seconds that the sending of a whole print may take; the slowest line of all needs a minute and a half.
_LONGEST_JOB = 300.0
#: Looks for answers to questions of an earlier connection, a few bytes each.
_MOST_STALE = 64


class EscposPrinter:
    """A `ReceiptPrinter` that speaks ESC/POS as its model's profile says.

    answer_seconds: how long an answer may take. in_type: send text as text, for a line on which pictures are too slow.
    Over a way on which nothing can answer, `print` always ends with printer-unproven: the bytes are on their way, and
    a person has to look at the paper.
    """

    def __init__(
        self, link: PrinterLink, profile: PrinterProfile, *, answer_seconds: float = 2.0, in_type: bool = False
    ) -> None:
        self._link = link
        self._profile = profile
        self._answer_seconds = answer_seconds
        self._in_type = in_type
        self._unfinished = False
        self._unanswered_rows = 0
        # Not from 0: an answer to the program that ran before must not pass for one to this.
        self._prints = secrets.randbelow(10_000)
        self._ear = Ear()
        self._one_at_a_time = threading.Lock()

    @property
    def dots(self) -> int:
        return self._profile.dots

    @property
    def head(self) -> PrintHead:
        return self._profile.head

    @property
    def text_columns(self) -> int:
        return self._profile.text_columns if self._in_type else 0

    def check(self) -> PrinterCondition:
        with self._connected():
            return self._ask_everything() if self._link.answers else PrinterCondition()

    def print(self, print_: Raster | Sequence[Piece]) -> None:
        pieces = (print_,) if isinstance(print_, Raster) else tuple(print_)
        widest = max((piece.width for piece in pieces if isinstance(piece, Raster)), default=0)
        if widest > self.dots:
            raise ValueError(f"a picture of {widest} dots on a printer of {self.dots}")
        with self._connected():
            if self._link.answers:
                self._ask_everything()
            was_unfinished, self._unfinished = self._unfinished, True
            self._send_job(pieces, resynchronise=was_unfinished)
            if not self._link.answers:
                self._unfinished = False
                raise PrinterError("printer-unproven")
            self._await_paper(sum(_rows(piece) for piece in pieces))
            self._unfinished = False

    def open_drawer(self) -> None:
        if self._profile.drawer:
            with self._connected():
                self._link.send(RESET + OPEN_DRAWER)

    @contextmanager
    def _connected(self) -> Iterator[None]:
        with self._one_at_a_time:
            self._link.open()
            self._ear = Ear()
            try:
                self._forget_stale()
                yield
            finally:
                self._link.close()

    def _forget_stale(self) -> None:
        """Leave out what still lay on the line: answers are told apart by their order alone."""
        for _ in range(_MOST_STALE if self._link.answers else 0):
            if not self._link.waiting():
                return

    def _send_job(self, pieces: Sequence[Piece], *, resynchronise: bool) -> None:
        if resynchronise:
            # A printer that lost its host, or its paper, inside a picture still waits for the rest of that strip and
            # would swallow the next receipt's head as dots. White dots complete it; between commands NUL does nothing.
            self._link.send(bytes((self.dots + 7) // 8 * STRIP_ROWS))
            self._hear_out()
        until = time.monotonic() + _LONGEST_JOB
        for command in job(pieces, self._profile):
            if time.monotonic() > until:
                raise PrinterError("printer-silent")
            try:
                self._link.send(command)
            except PrinterError:
                self._overhear()  # a cover that was opened under the print names itself
                raise
            if self._profile.automatic_status:
                self._overhear()

    def _hear_out(self) -> None:
        """Wait for the answer that an earlier print still owes: behind this one it would pass for its proof.

        GS r 1 has no mark. So it is asked once more, and listened to until nothing comes any more. A printer that lost
        the question of before, as one that was switched off, answers this one.
        """
        if not self._unanswered_rows:
            return
        self._link.send(PAPER_QUESTION)
        patience = self._answer_seconds + self._unanswered_rows / self._profile.rows_a_second
        quiet = self._answer_seconds + STRIP_ROWS / self._profile.rows_a_second
        self._listen(_is_proof, patience)
        for _ in range(_MOST_STALE):
            try:
                self._listen(_is_proof, quiet)
            except PrinterError as error:
                if error.code != "printer-silent":
                    raise
                self._unanswered_rows = 0
                return
        raise PrinterError("printer-fault")

    def _overhear(self) -> None:
        """Raise the PrinterError that the printer reported by itself, if it did."""
        if self._link.answers and self._profile.automatic_status:
            self._understood(self._ear.hear(self._link.waiting()))

    def _await_paper(self, rows: int) -> None:
        """Wait until everything before the question was carried out, then look whether it went well."""
        self._prints += 1
        self._link.send(proof(self._profile, self._prints))
        mark = process_id(self._prints)
        by_sensor = self._profile.proof is Proof.PAPER_SENSOR
        patience = self._answer_seconds + rows / self._profile.rows_a_second
        self._unanswered_rows += max(rows, 1) if by_sensor else 0

        def carried_out(answer: Answer) -> bool:
            return _is_proof(answer) if by_sensor else answer == ProcessDone(mark)

        try:
            self._listen(carried_out, patience)
            self._unanswered_rows = 0
        except PrinterError:
            self._ask_everything()  # no paper and an open cover answer here, and name themselves
            raise
        self._ask_everything()

    def _ask_everything(self) -> PrinterCondition:
        """Raise the PrinterError that the four DLE EOT answers amount to, the most helpful one first."""
        printer, offline, errors, paper = (self._ask(subject) for subject in (1, 2, 3, 4))
        code = trouble(
            cover=offline & 0x04,
            paper=offline & 0x20 or paper & 0x60,
            cutter=errors & 0x08,
            fault=errors & 0x60 or offline & 0x40,
            offline=printer & 0x08,
        )
        if code:
            raise PrinterError(code)
        return PrinterCondition(paper_low=bool(paper & 0x0C))

    def _ask(self, subject: int) -> int:
        self._link.send(status_question(subject))
        answer = self._listen(lambda heard: isinstance(heard, RealTime), self._answer_seconds)
        return answer.bits if isinstance(answer, RealTime) else 0

    def _listen(self, wanted: Callable[[Answer], bool], patience: float) -> Answer:
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            for answer in self._understood(self._ear.hear(self._link.receive())):
                if wanted(answer):
                    return answer
        raise PrinterError("printer-silent")

    def _understood(self, answers: list[Answer]) -> list[Answer]:
        for answer in answers:
            if isinstance(answer, Report) and answer.trouble:
                raise PrinterError(answer.trouble)
        return answers


def _is_proof(answer: Answer) -> bool:
    return isinstance(answer, PaperSensor)


def _rows(piece: Piece) -> int:
    if isinstance(piece, Raster):
        return piece.height
    return _ROWS_OF_CODE if hasattr(piece, "module") else _ROWS_OF_TYPE
