"""For any order of prints, failures, kills and starts: no receipt is lost, and none comes out twice without a mark."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fakes.clock import FakeClock
from fakes.ink import Fate, InkPrinter, InkRenderer, Killed
from fakes.station_key import store_at
from fakes.store import FakeStore
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shubbak.adapters.store.station_store import SqliteStationStore
from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.money import Money
from shubbak.domain.paper import PaperState
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.domain.text import Language
from shubbak.ports.paper import StandingPrinter
from shubbak.ports.renderer import Line, Sheet
from shubbak.ports.store import Numbers, StoreError, Submission
from shubbak.resources import load_wording
from shubbak.services.kept_sheet import write_sheet
from shubbak.services.receipt_papers import ReceiptPapers

NOW = FakeClock().now()
NAMES = ("a1", "a2")
WORDING = load_wording()
#: Which receipt, at which printer, how it goes, the operator's reason, whether the disk is full when it has ended.
PRINTS = st.tuples(
    st.sampled_from(NAMES),
    st.integers(0, 1),
    st.sampled_from(Fate),
    st.sampled_from([None, *CopyReason]),
    st.sampled_from([False, False, True]),
)
STEPS = st.lists(st.one_of(PRINTS, PRINTS, PRINTS, st.just("start")), max_size=12)


class FillingShelf:
    """A store whose disk is full when a print has ended."""

    def __init__(self, store: FakeStore | SqliteStationStore) -> None:
        self.kept_paper, self.begin_print = store.kept_paper, store.begin_print
        self.papers, self.find_paper, self.recover_prints = store.papers, store.find_paper, store.recover_prints

    def end_print(self, application_id: str, attempt: int, problem: str = "") -> None:
        raise StoreError("store-full")


class Station:
    """Two receipts handed in, two printers, and `ink`: what people hold, whatever the station believes."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.ink: list[tuple[str, bool]] = []
        self.printers = (InkPrinter(self.ink), InkPrinter(self.ink))
        self.store: FakeStore | SqliteStationStore = store_at(path) if path else FakeStore()

    def hand_in(self) -> None:
        for name in NAMES:
            self.store.submit(name, 2026, lambda numbers, name=name: _submission(numbers, name))  # type: ignore[misc]

    def start(self) -> None:
        if self._path:
            self.store.close()
            self.store = store_at(self._path)
        self.store.recover_prints()

    def print(self, name: str, printer: int, fate: Fate, reason: CopyReason | None, full: bool) -> None:
        self.printers[printer].fate = fate
        standing = [StandingPrinter("", one) for one in self.printers]
        shelf = FillingShelf(self.store) if full else self.store
        inked = len(self.ink)
        try:
            outcome = ReceiptPapers(shelf, standing, InkRenderer(), WORDING).print(name, reason, printer)
        except Killed:
            self.start()
            return
        if outcome.begun:
            assert bool(outcome.problem) == (fate is not Fate.WELL or full)
        else:
            assert len(self.ink) == inked, "nothing was said to have begun"

    def state(self, name: str) -> PaperState:
        (line,) = [line for line in self.store.papers(NOW - timedelta(days=1)) if line.application_id == name]
        return line.state


def _submission(numbers: Numbers, name: str) -> Submission:
    number = ReceiptNumber("K07", 2026, numbers.receipt_sequence)
    receipt = Receipt(number, name, "kw.service", Money(0, "KWD"), NOW)
    return Submission(receipt, b"sealed", "d" * 64, paper=write_sheet(Sheet(Language.EN, (Line(name),))))


def copy_number(text: str) -> int:
    """Return which copy a print says that it is, 0 for an original."""
    _, _, mark = text.partition("|")
    return int(re.findall(r"\d+", mark)[0]) if mark else 0


def judge(station: Station) -> None:
    for name in NAMES:
        held = [(copy_number(text), whole) for text, whole in station.ink if text.partition("|")[0] == name]
        copies, state = [copy for copy, _ in held], station.state(name)
        assert copies == sorted(set(copies)), "each print has a higher number than the one before, 0 comes once"
        assert state is not PaperState.OWED or not held
        assert state is not PaperState.PRINTED or held[-1][1], "what is called printed came out whole"


def live(station: Station, steps: list[object]) -> None:
    station.hand_in()
    judge(station)
    for step in steps:
        if isinstance(step, tuple):
            station.print(*step)
        else:
            station.start()
        judge(station)
    station.start()
    for name in NAMES:
        station.print(name, 0, Fate.WELL, None, False)
        assert station.state(name) is PaperState.PRINTED, "whatever was, a mended printer brings it out"
    judge(station)


@pytest.mark.fault(31)
@given(STEPS)
@settings(max_examples=150, deadline=None)
def test_in_memory(steps: list[object]) -> None:
    live(Station(None), steps)


@pytest.fixture(scope="module")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("papers") / "station.sqlite"
    store_at(path).close()
    yield path


@pytest.mark.fault(31)
@given(STEPS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_the_stations_file(empty_file: Path, tmp_path: Path, steps: list[object]) -> None:
    path = tmp_path / "station.sqlite"
    for old in tmp_path.iterdir():
        old.unlink()
    shutil.copy(empty_file, path)
    station = Station(path)
    live(station, steps)
    station.store.close()
