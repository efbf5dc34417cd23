"""The printer's test page: printed, its answers kept with the station, and a bad one said until a good one follows."""

from __future__ import annotations

from typing import Any

import paper_samples
import pytest
from fakes.clock import FakeClock
from fakes.ink import Fate, InkPrinter, InkRenderer
from fakes.store import FakeStore

from shubbak.domain.text import Language
from shubbak.ports.paper import StandingPrinter
from shubbak.resources import load_wording
from shubbak.services.audit import operator_code
from shubbak.services.printer_test_page import PrinterTests
from shubbak.services.printer_test_words import last_words
from shubbak.services.printer_trial import PRINTER_TESTS, failed_test, last_tests
from shubbak.services.self_test_sheet import CHECKS

WELL = dict.fromkeys(CHECKS, True)
WORDING = load_wording()


class Bench:
    def __init__(self) -> None:
        self.store, self.clock, self.ink = FakeStore(), FakeClock(), list[tuple[str, bool]]()
        self.printers = [InkPrinter(self.ink), InkPrinter(self.ink)]
        standing = [StandingPrinter("", one) for one in self.printers]
        self.tests = PrinterTests(self.store, standing, InkRenderer(), WORDING, self.clock, "K07", paper_samples.OFFICE)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_the_page_comes_out_and_its_questions_are_those_of_the_screen(bench: Bench) -> None:
    assert bench.tests.print_page(1, Language.EN) == ""
    assert len(bench.ink) == 1
    assert {check for check, _ in bench.tests.questions(Language.EN)} == set(CHECKS)
    assert "SHUBBAK-K07" in dict(bench.tests.questions(Language.AR))["code"]


def test_a_printer_that_dies_says_so(bench: Bench) -> None:
    bench.printers[0].fate = Fate.TORN
    assert bench.tests.print_page(0, Language.AR) == "printer-gone"


def test_a_bad_page_warns_until_a_good_one_follows(bench: Bench) -> None:
    assert not failed_test(bench.store)
    assert bench.tests.keep(0, WELL | {"joined": False, "code": False}, "huda") == ""
    assert failed_test(bench.store)
    assert [event.detail for event in bench.store.events if event.kind == "printer-tested"] == ["joined,code"]
    assert bench.store.events[-1].subject == operator_code("huda")
    bench.clock.advance(hours=1)
    assert bench.tests.keep(0, WELL, "") == ""
    assert not failed_test(bench.store)
    last = bench.tests.last(0)
    assert last is not None and last.at == bench.clock.now()


def test_each_printer_keeps_its_own_last_page(bench: Bench) -> None:
    bench.tests.keep(1, WELL | {"dots": False}, "")
    bench.tests.keep(0, WELL, "")
    assert [(test.printer, test.failed) for test in last_tests(bench.store)] == [(0, ()), (1, ("dots",))]
    assert failed_test(bench.store)


def test_nothing_but_the_checks_is_kept(bench: Bench) -> None:
    bench.tests.keep(0, {"joined": True, "a word": False}, "")
    assert not failed_test(bench.store)


def test_a_full_disk_is_said(bench: Bench) -> None:
    bench.store.fail = "store-full"
    assert bench.tests.keep(0, WELL, "huda") == "store-full"
    assert bench.tests.last(0) is None


@pytest.mark.parametrize("kept", ["{", "[]", "[7]", '[{"printer": 0}]', '{"printer": 0}'])
def test_what_cannot_be_read_is_no_test(bench: Bench, kept: str) -> None:
    bench.store.keep_fact(PRINTER_TESTS, kept)
    assert last_tests(bench.store) == ()


def test_the_bad_checks_are_named_by_their_numbers_on_the_page(bench: Bench) -> None:
    bench.tests.keep(0, WELL | {"joined": False, "code": False}, "")
    order = [check for check, _ in bench.tests.questions(Language.AR)]
    said: dict[Any, tuple[str, str]] = {
        language: last_words(bench.tests.last(0), order, "kw", WORDING, language) for language in Language
    }
    for number in (order.index("joined") + 1, order.index("code") + 1):
        assert all(str(number) in sentence for sentence, _ in said.values())
    assert {tone for _, tone in said.values()} == {"warning"}
