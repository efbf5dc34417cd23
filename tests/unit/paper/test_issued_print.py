"""Licences at the counter: never lost, never twice unmarked, every controlled sheet with one fate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fakes.issuing_office import WISH, case_of, issued, issuing_office, official
from fakes.portal_office import PortalOffice
from fakes.print_counter import PowerCutError, PrintCounter
from fakes.station import FakeStation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.cases import issue_desk, issue_output
from portal.cases.show_output import drawn_output
from portal.cases.void_output import void_output
from portal.refusal import RefusalError
from portal.store.output_store import find_output
from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.issued_paper import IssuedPaper, IssuedState, SheetState
from shubbak.domain.output_record import OutputPaper
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language, Text
from shubbak.domain.wording import Wording
from shubbak.resources import load_output_form, load_wording
from shubbak.services.issued_print import SheetOutcome, SheetWish
from shubbak.services.paper_proof import PaperLists
from shubbak.wire.issued_outputs import OUTPUTS_VERSION, OutputQuestion
from shubbak.wire.station import ReceiptKeys

LOST = CopyReason.LOST


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PortalOffice]:
    """A portal whose permits go on controlled paper."""
    monkeypatch.setattr(
        issue_desk.resources,
        "load_output_form",
        lambda kind: replace(load_output_form(kind), paper=OutputPaper("controlled")),
    )
    monkeypatch.setattr(issue_output, "sheets_of", lambda _: 1)  # nothing that is issued here is long
    opened = issuing_office(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def station(office: PortalOffice) -> FakeStation:
    return office.enrolled()


@pytest.fixture
def counter(office: PortalOffice, station: FakeStation, tmp_path: Path) -> Iterator[PrintCounter]:
    opened = PrintCounter(office, station.code, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def neighbour(office: PortalOffice, counter: PrintCounter, tmp_path: Path) -> Iterator[PrintCounter]:
    opened = PrintCounter(office, office.enrolled("K08").code, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def number(office: PortalOffice, station: FakeStation) -> str:
    return issued(office, case_of(office, station))


def ask(
    counter: PrintCounter, number: str, serial: str = "AB 100", reason: CopyReason | None = None, alone: bool = False
) -> SheetOutcome:
    return counter.desk.print(SheetWish(number, "demo", reason, serial, alone))


def paper(counter: PrintCounter, number: str) -> IssuedPaper:
    found = counter.store.find_issued(number)
    assert found is not None
    return found


def told(office: PortalOffice, number: str) -> list[tuple[str, str, int]]:
    with office.portal.database.read() as connection:
        found = find_output(connection, number)
    assert found is not None
    sheets = found.record.printings
    return sorted((one.paper_serial, one.outcome.value, one.copy.number if one.copy else 0) for one in sheets)


def test_an_original_is_printed_once_then_marked_copies(
    office: PortalOffice, counter: PrintCounter, number: str
) -> None:
    assert counter.desk.go_round() == ""
    assert [one.state for one in counter.store.issued()] == [IssuedState.OWED]
    assert ask(counter, number, "ﺍ ٤٥").problem == "paper-serial-shape"
    assert ask(counter, number, "").problem == "paper-serial-missing"
    assert ask(counter, number, "أ ١٠٠٤").problem == ""
    assert ask(counter, number, "أ1005").problem == "printing-original-out"
    assert ask(counter, number, "أ1004", LOST).problem == "printing-serial-used"
    outcome = ask(counter, number, "أ1005", LOST)
    assert outcome.mark is not None and outcome.mark.number == 1
    assert counter.tray.sheets == [(number, False, "أ1004"), (number, True, "أ1005")]
    counter.desk.go_round()
    assert told(office, number) == [("أ1004", "printed", 0), ("أ1005", "printed", 1)]
    assert counter.store.untold(9) == ()


def test_what_is_found_out_before_the_first_byte_spends_no_sheet(
    office: PortalOffice, counter: PrintCounter, number: str
) -> None:
    assert ask(counter, "2026-P1-000009-0").problem == "output-unknown"
    counter.tray.refuses = "page-printer-paper-out"
    assert ask(counter, number).problem == "page-printer-paper-out"
    assert paper(counter, number).sheets == ()
    counter.lists, lists = PaperLists(ReceiptKeys(1, [])), counter.lists
    assert ask(counter, number).problem == "output-code-unknown-key"
    counter.lists = lists
    counter.tray.refuses, counter.desk = "", replace(counter.desk, pages=lambda _: 2)
    assert ask(counter, number).problem == "licence-two-sheets"
    assert paper(counter, number).sheets == ()
    counter.desk, counter.tray.fate = replace(counter.desk, pages=lambda _: 1), "fault"
    assert ask(counter, number).state is SheetState.BLANK
    assert ask(counter, number, "AB101").problem == "licence-other-sheet"
    counter.tray.fate = "good"
    assert ask(counter, number).problem == ""
    assert counter.tray.sheets == [(number, False, "AB100")]


@pytest.mark.parametrize("fate", ["silent", "lost", "cut"])
def test_after_a_print_in_doubt_somebody_says_what_lies_there(
    office: PortalOffice, counter: PrintCounter, number: str, fate: str
) -> None:
    counter.tray.fate = fate
    try:
        assert ask(counter, number).state is SheetState.UNSURE
    except PowerCutError:
        counter.restart()
    counter.tray.fate = "good"
    for reason in (None, LOST):
        assert ask(counter, number, "AB101", reason).problem == "licence-sheet-open"
    (sheet,) = paper(counter, number).sheets
    assert counter.desk.settle(sheet.id, SheetState.SPOILED)
    assert not counter.desk.settle(sheet.id, SheetState.PRINTED), "what was destroyed stays so"
    assert ask(counter, number).problem == "printing-serial-used"
    assert ask(counter, number, "AB101") == SheetOutcome("", SheetState.PRINTED, None, "AB101")
    counter.desk.go_round()
    assert told(office, number) == [("AB100", "spoiled", 0), ("AB101", "printed", 0)]


def test_without_the_portal_only_the_operators_word_prints_an_original(
    office: PortalOffice, counter: PrintCounter, neighbour: PrintCounter, number: str
) -> None:
    assert ask(neighbour, number).problem == ""
    counter.portal.away = True
    assert ask(counter, number, "CD200").problem == "licence-not-here"
    counter.portal.away = False
    counter.desk.go_round()
    assert ask(counter, number, "CD200").problem == "printing-original-out"
    neighbour.desk.settle(paper(neighbour, number).sheets[0].id, SheetState.SPOILED)
    neighbour.desk.go_round()
    counter.desk.go_round()
    counter.portal.away = True
    assert ask(counter, number, "CD200").problem == "licence-alone"
    assert ask(counter, number, "CD200", alone=True).problem == ""
    assert ask(counter, number, "CD201", LOST).problem == ""
    counter.portal.away = False
    assert counter.desk.go_round() == ""
    assert told(office, number) == [("AB100", "spoiled", 0), ("CD200", "printed", 0), ("CD201", "printed", 1)]


def test_what_another_release_said_is_printed_in_its_own_words(
    office: PortalOffice, station: FakeStation, counter: PrintCounter
) -> None:
    now, other = load_wording(), {"output.kind.permit": Text("إذن", "Leave")}
    keys = now.keys()
    older = Wording({key: now.text(key) for key in keys} | other)
    number = issue_output.issue_output(office.portal, official(), case_of(office, station), WISH, older)
    assert ask(counter, number).problem == ""
    assert [order.data["kind"] for order in counter.press.orders][-1] == {"ar": "إذن", "en": "Leave"}


def test_a_changed_byte_of_what_is_said_prints_nothing(counter: PrintCounter, number: str) -> None:
    told = counter.portal.output(OutputQuestion(OUTPUTS_VERSION, number))
    for words in (told.said.replace("Fatma", "Fatna"), told.said + " ", ""):
        counter.portal.meddled = {"said": words}
        assert ask(counter, number).problem == "licence-not-proven"
    counter.portal.meddled = {"issued_at": "2026-02-28T00:00:00Z"}
    assert ask(counter, number).problem == "licence-not-proven"
    counter.portal.meddled = {}
    assert ask(counter, number).problem == ""


@pytest.mark.parametrize(
    ("said", "problem"), [('{"version":2,"news":[]}', "licence-newer"), ('{"version":1}', "licence-not-set")]
)
def test_what_this_release_cannot_set_is_refused_with_a_sentence(
    office: PortalOffice,
    station: FakeStation,
    counter: PrintCounter,
    said: str,
    problem: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(issue_output, "say_output", lambda *_: said)
    case = case_of(office, station)
    number = issued(office, case)
    assert ask(counter, number).problem == counter.desk.preview(number) == problem
    assert paper(counter, number).sheets == () and load_wording().explain(Problem(problem), Language.AR)
    with pytest.raises(RefusalError, match="output-not-set"):
        drawn_output(office.portal, official(), case, number)


def test_a_void_output_is_not_printed_and_its_record_is_gone(
    office: PortalOffice, station: FakeStation, counter: PrintCounter
) -> None:
    case = case_of(office, station)
    number = issued(office, case)
    counter.desk.go_round()
    assert counter.store.record_body(number)
    void_output(office.portal, official("keeper"), case, number, "wrong area")
    assert ask(counter, number).problem == "output-void"
    assert counter.store.record_body(number) is None
    assert paper(counter, number).state is IssuedState.VOID


def test_records_go_after_some_days_and_what_is_owed_stays(
    office: PortalOffice, station: FakeStation, counter: PrintCounter
) -> None:
    printed, owed = (issued(office, case_of(office, station)) for _ in range(2))
    ask(counter, printed)
    counter.desk.go_round()
    counter.store.drop_issued_before(counter.clock.now() + timedelta(days=1))
    assert counter.store.find_issued(printed) is None
    assert paper(counter, owed).state is IssuedState.OWED and counter.store.record_body(owed) is None
    assert ask(counter, owed).problem == "printing-serial-used", "a serial is remembered for good"
    assert ask(counter, owed, "AB101").problem == ""


FATES = ("good", "fault", "lost", "silent", "cut")
STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from([*FATES, "away", "late", "back", "copy", "look", "spoil", "round"]),
        st.integers(0, 3),
    ),
    max_size=12,
)


def look(counter: PrintCounter, number: str) -> None:
    """Say of a sheet in doubt what is so: it lies there, or it is blank."""
    out = {serial for _, _, serial in counter.tray.sheets}
    for sheet in paper(counter, number).sheets:
        if sheet.state is SheetState.UNSURE:
            counter.desk.settle(sheet.id, SheetState.PRINTED if sheet.serial in out else SheetState.BLANK)


def take(counter: PrintCounter, number: str, step: str, serial: str) -> None:
    sheets = paper(counter, number).sheets
    if step in ("away", "late", "back"):
        counter.portal.away, counter.portal.late = step == "away", step == "late"
    elif step == "look":
        look(counter, number)
    elif step == "round":
        counter.desk.go_round()
    elif step == "spoil" and sheets:
        counter.desk.settle(sheets[-1].id, SheetState.SPOILED)
    else:
        counter.tray.fate = step if step in FATES else "good"
        try:
            ask(counter, number, serial, LOST if step == "copy" else None)
        except PowerCutError:
            counter.restart()
        counter.tray.fate = "good"


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_order_of_prints_failures_and_restarts_leaves_one_unmarked_sheet(
    office: PortalOffice,
    station: FakeStation,
    counter: PrintCounter,
    neighbour: PrintCounter,
    steps: list[tuple[int, str, int]],
) -> None:
    number, counters = issued(office, case_of(office, station)), (counter, neighbour)
    for one in counters:
        one.tray.sheets.clear()
        one.portal.away = one.portal.late = False
        one.desk.go_round()
    for which, step, serial in steps:
        take(counters[which], number, step, f"{number}-{serial}-{which}")
        assert unmarked(number, counters) <= 1
    for one in counters:
        one.portal.away = one.portal.late = False
        look(one, number)
        one.desk.go_round()
    for which, one in enumerate(counters):
        waiting = paper(one, number).open_sheet
        ask(one, number, waiting.serial if waiting else f"{number}-9-{which}")
        one.desk.go_round()
    assert unmarked(number, counters) == 1, "printed once unmarked"
    rows = [sheet for one in counters for sheet in paper(one, number).sheets]
    assert len({sheet.serial for sheet in rows}) == len(rows)
    said = {serial: outcome for serial, outcome, _ in told(office, number)}
    assert {sheet.serial: sheet.outcome or "begun" for sheet in rows if sheet.told} == said


def unmarked(number: str, counters: tuple[PrintCounter, ...]) -> int:
    """Count the originals that people hold: out of a printer, and not destroyed."""
    held = 0
    for one in counters:
        spoiled = {sheet.serial for sheet in paper(one, number).sheets if sheet.state is SheetState.SPOILED}
        held += sum(not marked and serial not in spoiled for _, marked, serial in one.tray.sheets)
    return held
