"""What staff said of the printer's test page, kept with the station and in its trail."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

import msgspec

from shubbak.domain.printer_trial import PrinterTest
from shubbak.ports.audit import AuditTrail, StationFacts
from shubbak.services.audit import AuditKind, note, operator_code

#: The fact's name; the last page of each printer stands in it.
PRINTER_TESTS = "printer-tests"
#: More printers than this no station has.
_MOST = 8


class AnswersMemory(StationFacts, AuditTrail, Protocol):
    """Where what staff said stays."""


class _Kept(msgspec.Struct, frozen=True):
    printer: int
    at: datetime
    answers: dict[str, bool]


def last_tests(facts: StationFacts) -> tuple[PrinterTest, ...]:
    """Return the last page of each printer, by its place; raises StoreError. What cannot be read is no test."""
    try:
        kept = msgspec.json.decode(facts.fact(PRINTER_TESTS) or "[]", type=list[_Kept])
    except msgspec.DecodeError:
        return ()
    return tuple(PrinterTest(one.printer, one.at, one.answers) for one in kept)


def failed_test(facts: StationFacts) -> bool:
    """Whether the last page of any printer was not right; raises StoreError."""
    return any(test.failed for test in last_tests(facts))


def keep_test(memory: AnswersMemory, test: PrinterTest, operator: str) -> None:
    """Keep what staff said of a page in place of the printer's last one, with its event; raises StoreError.

    operator: the sign-in name of who looked, "" for nobody known.
    """
    others = [one for one in last_tests(memory) if one.printer != test.printer]
    kept = [_Kept(one.printer, one.at, dict(one.answers)) for one in [*others, test][-_MOST:]]
    kept.sort(key=lambda one: one.printer)
    memory.keep_fact(PRINTER_TESTS, msgspec.json.encode(kept).decode())
    verdict = ",".join(test.failed) or "passed"
    note(memory, AuditKind.PRINTER_TESTED, operator_code(operator) if operator else "", verdict)
