"""What cannot be drawn was never begun, and a print that a bug ends is in doubt and not under way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from fakes.clock import FakeClock
from fakes.ink import InkPrinter, InkRenderer
from fakes.store import FakeStore

from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.money import Money
from shubbak.domain.paper import PaperState
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.domain.text import Language
from shubbak.ports.paper import PaperLine, StandingPrinter
from shubbak.ports.printer import PrintHead, Raster
from shubbak.ports.renderer import Boxed, Line, Sheet
from shubbak.ports.store import Numbers, Submission
from shubbak.resources import load_wording
from shubbak.services.kept_sheet import write_sheet
from shubbak.services.receipt_papers import PrintOutcome, ReceiptPapers

NOW = FakeClock().now()
SHEET = Sheet(Language.EN, (Line("a1"),))


class FailingRenderer(InkRenderer):
    """Fails with every sheet, or with copies alone."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.copies_alone = False

    def render(self, sheet: Sheet, head: PrintHead | int) -> Raster:
        copy = any(isinstance(part, Boxed) for part in sheet.parts)
        if self.error is not None and (copy or not self.copies_alone):
            raise self.error
        return super().render(sheet, head)


class Bench:
    def __init__(self) -> None:
        self.store, self.ink, self.renderer = FakeStore(), list[tuple[str, bool]](), FailingRenderer()
        self.printer = InkPrinter(self.ink)
        self.store.submit("a1", 2026, _submission)
        standing = [StandingPrinter("", self.printer)]
        self.papers = ReceiptPapers(self.store, standing, self.renderer, load_wording())

    def line(self) -> PaperLine:
        (line,) = self.store.papers(NOW - timedelta(days=1))
        return line


def _submission(numbers: Numbers) -> Submission:
    number = ReceiptNumber("K07", 2026, numbers.receipt_sequence)
    receipt = Receipt(number, "a1", "kw.service", Money(0, "KWD"), NOW)
    return Submission(receipt, b"sealed", "d" * 64, paper=write_sheet(SHEET))


@pytest.mark.parametrize(
    ("error", "code"), [(TimeoutError(), "paper-not-drawn"), (ValueError("a code too long"), "paper-unreadable")]
)
def test_a_receipt_that_cannot_be_drawn_is_still_owed_unmarked(error: Exception, code: str) -> None:
    bench = Bench()
    bench.renderer.error = error
    assert bench.papers.print("a1") == PrintOutcome(code)
    assert (bench.line().state, bench.line().prints) == (PaperState.OWED, 0)
    bench.renderer.error = None
    assert bench.papers.print("a1") == PrintOutcome(begun=True)
    assert bench.ink == [("a1", True)]


def test_a_bug_while_drawing_leaves_it_owed() -> None:
    bench = Bench()
    bench.renderer.error = LookupError("bug")
    with pytest.raises(LookupError):
        bench.papers.print("a1")
    assert bench.line().state is PaperState.OWED


def test_a_copy_whose_mark_cannot_be_drawn_in_time_is_in_doubt_and_says_why() -> None:
    bench = Bench()
    bench.papers.print("a1")
    bench.renderer.error, bench.renderer.copies_alone = TimeoutError(), True
    assert bench.papers.print("a1", CopyReason.LOST).problem == "paper-not-drawn"
    assert (bench.line().state, bench.line().problem) == (PaperState.UNSURE, "paper-not-drawn")


def test_a_print_that_a_bug_ends_is_not_under_way_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench()

    def stumble(_: Any) -> None:
        raise IndexError("bug")

    monkeypatch.setattr(bench.printer, "print", stumble)
    with pytest.raises(IndexError):
        bench.papers.print("a1")
    assert (bench.line().state, bench.line().problem) == (PaperState.UNSURE, "printer-fault")
