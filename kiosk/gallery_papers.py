"""The receipts' page and the printer's test page for the gallery, with no printer there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from kiosk.gallery_staff import NOW, AtOnce
from kiosk.ui.papers_desk import PapersDesk
from kiosk.ui.papers_model import PapersModel
from kiosk.ui.printer_test_desk import PrinterTestDesk
from kiosk.ui.printer_test_model import PrinterTestModel
from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.paper import PaperState
from shubbak.domain.paper_template import PaperKind
from shubbak.domain.printer_trial import PrinterTest
from shubbak.domain.text import Language
from shubbak.ports.paper import PaperLine
from shubbak.services.receipt_papers import PrintOutcome
from shubbak.services.self_test_sheet import checks_in_order, question

_KINDS = (
    (PaperState.OWED, 0, ""),
    (PaperState.UNSURE, 1, "printer-paper-out"),
    (PaperState.PRINTED, 1, ""),
    (PaperState.PRINTED, 2, ""),
)
_SERVICES = ("kw.health.licence_renewal", "kw.camp.refund")


def paper_line(place: int, now: datetime = NOW) -> PaperLine:
    """Return one of the receipts."""
    number, at = f"K01-2026-{412 - place:06d}-{'H4XW'[place]}", now - timedelta(minutes=7 + 19 * place)
    return PaperLine(str(place), number, _SERVICES[place % 2], at, *_KINDS[place])


def dress_papers(papers: PapersModel) -> None:
    """Give the page a desk with two printers, out of which everything comes, a copy marked."""

    def printed(_: str, reason: CopyReason | None, __: int) -> PrintOutcome:
        return PrintOutcome(begun=True, mark=CopyMark(2, reason) if reason else None)

    lines = tuple(paper_line(place) for place in range(len(_KINDS)))
    papers.desk = PapersDesk(lambda: lines, printed, ("", "tcp://192.0.2.21:9100"), "kw")
    papers.worker = AtOnce()


def paper_scenes(papers: PapersModel) -> Iterator[str]:
    """Bring the page onto the window, over the staff page that stands."""
    papers.show()
    yield "papers"
    papers.print("3")
    yield "papers-reason"
    papers.printCopy(CopyReason.DAMAGED.value)
    yield "papers-printed"
    papers.hide()


def dress_printer_test(tests: PrinterTestModel) -> list[PrinterTest]:
    """Give the test page a desk whose printer prints, and return what is kept of it."""
    kept: list[PrinterTest] = []
    wording = tests.visit_model.wording

    def questions(language: Language) -> tuple[tuple[str, str], ...]:
        template = wording.paper(PaperKind.SELF_TEST, language)
        return tuple((check, question(check, template, "K01")) for check in checks_in_order(template))

    def keep(printer: int, answers: Mapping[str, bool], _: str) -> str:
        kept.append(PrinterTest(printer, NOW, answers))
        return ""

    tests.desk = PrinterTestDesk(
        print_page=lambda _, __: "",
        questions=questions,
        keep=keep,
        last=lambda _: kept[-1] if kept else None,
        printers=("", "tcp://192.0.2.21:9100"),
        country="kw",
    )
    tests.worker = AtOnce()
    return kept


def printer_test_scenes(tests: PrinterTestModel) -> Iterator[str]:
    """Bring the page onto the window, over the devices page that stands."""
    dress_printer_test(tests)
    tests.show()
    yield "printer-test"
    tests.print()
    tests.answer("edges", True)
    tests.answer("joined", False)
    yield "printer-test-asked"
    for asked in tests.property("questions"):
        tests.answer(asked["check"], asked["check"] != "joined")
    tests.keep()
    yield "printer-test-kept"
    tests.hide()
