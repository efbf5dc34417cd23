"""What staff read of a printer's test page, at the kiosk and at the counter alike."""

from __future__ import annotations

from collections.abc import Sequence

from shubbak.domain.calendar import local_time
from shubbak.domain.printer_trial import PrinterTest
from shubbak.domain.text import Language, isolate
from shubbak.domain.wording import Wording

#: The page may be out all the same: its questions are asked.
MAYBE_OUT = ("printer-silent", "printer-unproven")


def last_words(
    test: PrinterTest | None, order: Sequence[str], country: str, wording: Wording, language: Language
) -> tuple[str, str]:
    """Say how the last page was, and in which tone. order: the checks as the page numbers them."""
    if test is None:
        return wording.say("printer_test.never", language), "info"
    at = isolate(f"{local_time(test.at, country):%d/%m/%Y %H:%M}")
    if not test.failed:
        return wording.say("printer_test.last_well", language, at=at), "success"
    return wording.say("printer_test.last_failed", language, at=at, checks=_numbers(test, order, language)), "warning"


def kept_words(test: PrinterTest, order: Sequence[str], wording: Wording, language: Language) -> tuple[str, str]:
    """Say what was kept, and in which tone."""
    if not test.failed:
        return wording.say("printer_test.well", language), "success"
    return wording.say("printer_test.failed", language, checks=_numbers(test, order, language)), "warning"


def _numbers(test: PrinterTest, order: Sequence[str], language: Language) -> str:
    """Return the failed checks by their numbers on the page, where the page still asks them."""
    joint = "، " if language is Language.AR else ", "
    return joint.join(isolate(str(order.index(name) + 1)) for name in test.failed if name in order) or "—"
