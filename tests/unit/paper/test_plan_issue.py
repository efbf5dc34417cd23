"""A plan issued in the visit: owed with the packet, drawn from the station's land, signed, printed once unmarked."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path
from typing import Any

import paper_samples
import pytest
from fakes.cadastre import FakeCadastre
from fakes.clock import FakeClock
from fakes.ink import InkPrinter, InkRenderer
from fakes.land import FACTS
from fakes.portal import FakePortal, enrolled_identity
from fakes.station_key import store_at
from fakes.store import FakeStore

from shubbak.adapters.cadastre.gpkg_cadastre import GpkgCadastre
from shubbak.adapters.cadastre.sample_town import make_sample_town
from shubbak.adapters.devices.simulated_page_printer import PaperTray, SimulatedPagePrinter
from shubbak.adapters.paper.typst_engine import TypstEngine
from shubbak.adapters.store.station_store import SqliteStationStore
from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.paper import PaperState
from shubbak.domain.parcel_key import ParcelKey, make_key
from shubbak.domain.payment import Payment, PaymentMethod, PaymentState
from shubbak.domain.plan_order import PlanOrder
from shubbak.flow import effects as f
from shubbak.flow import events as e
from shubbak.ports.page_printer import PageJob
from shubbak.ports.paper import StandingPrinter
from shubbak.ports.typesetter import PageOrder, TypesetError
from shubbak.resources import load_wording, root
from shubbak.services.owed_papers import OwedPapers
from shubbak.services.plan_issue import PlanDesk
from shubbak.services.scan_effects import Devices
from shubbak.services.visit_effects import VisitEffects
from shubbak.wire.output_code import OutputKind, ProvenOutput, check_output_code, read_output_code
from shubbak.wire.station import ReceiptKey, ReceiptKeys

NOTHING: Any = None
PARTS = {"directorate": "أراضي الواحة", "village": "عين النخيل", "basin_no": "1", "parcel": "113"}
ORDER = PlanOrder("JO", tuple(PARTS.items()), "a4", 500, 2, 90)


class KeptPages:
    """A typesetter and a printer that keep what they were given."""

    def __init__(self) -> None:
        self.orders: list[PageOrder] = []
        self.jobs: list[PageJob] = []
        self.broken: Exception | None = None

    def set_pages(self, order: PageOrder) -> bytes:
        if self.broken is not None:
            raise self.broken
        self.orders.append(order)
        return b"%PDF-1.7 plan"


class Desk:
    """A station with a little land, over the fake store or the real one."""

    def __init__(self, store: FakeStore | SqliteStationStore) -> None:
        self.clock, self.store, self.pages, self.tray = FakeClock(), store, KeptPages(), PaperTray()
        self.keys = [self._key(number) for number in ("113", "114")]
        self.land = FakeCadastre(FACTS, *self.keys)
        self.identity = enrolled_identity(FakePortal())
        printer = SimulatedPagePrinter(self.tray, development=True)
        self.plans = PlanDesk(self.land, self.pages, printer, store, self.identity, load_wording())
        devices = Devices(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, InkPrinter([]), InkRenderer())
        self.hands = VisitEffects(
            devices, store, self.clock, self.identity, load_wording(), lambda: None, NOTHING, plans=self.plans
        )
        self.application = replace(paper_samples.application(), id=self.clock.new_id())

    def submit(self) -> e.Event | None:
        return self.hands.perform(f.Submit(self.application, paper_samples.service(), ORDER))

    def draw(self) -> e.Event | None:
        return self.hands.perform(f.DrawPlan(self.application.id))

    def state(self) -> PaperState:
        line = self.store.output_line(self.application.id)
        assert line is not None
        return line.state

    @staticmethod
    def _key(number: str) -> ParcelKey:
        key = make_key("JO", {**PARTS, "parcel": number})
        assert isinstance(key, ParcelKey)
        return key


@pytest.fixture(params=["memory", "file"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    return Desk(FakeStore() if request.param == "memory" else store_at(tmp_path / "station.db"))


def test_land_is_found_by_its_parts_with_what_tells_it_apart(desk: Desk) -> None:
    found = desk.hands.perform(f.FindLand("JO", ORDER.parts))
    assert isinstance(found, e.LandFound)
    assert ([land.area_m2 for land in found.found], found.code) == ([600.0], "")
    several = desk.hands.perform(f.FindLand("JO", (("basin_no", "1"), ("parcel", "115"))))
    assert several == e.LandFound((("basin_no", "1"), ("parcel", "115")))


@pytest.mark.parametrize("code", ["cadastre-missing", "cadastre-damaged"])
def test_a_station_without_land_says_why(desk: Desk, code: str) -> None:
    desk.land.broken = code
    assert desk.hands.perform(f.FindLand("JO", ORDER.parts)) == e.LandFound(ORDER.parts, (), code)


def test_the_plan_is_owed_with_the_packet_and_printed_with_a_code_that_the_station_signed(desk: Desk) -> None:
    done = desk.submit()
    assert isinstance(done, e.Submitted)
    assert desk.state() is PaperState.OWED
    printed = desk.draw()
    assert isinstance(printed, e.PlanPrinted)
    assert desk.state() is PaperState.PRINTED
    assert len(desk.tray.printed) == 2, "as many copies as were paid for"
    (order,) = desk.pages.orders
    assert order.data["number"] == f"{done.receipt.number}P"
    assert read_output_code(printed.code)
    assert OutputKind.PLAN.value.encode() in read_output_code(printed.code).payload


def test_nothing_comes_out_twice_without_a_reason_and_a_copy_is_marked(desk: Desk) -> None:
    desk.submit()
    desk.draw()
    desk.draw()
    assert len(desk.pages.orders) == 1
    assert desk.plans.print(desk.application.id, CopyReason.LOST).problem == ""
    assert desk.pages.orders[0].data["copy"] is None
    assert desk.pages.orders[1].data["copy"] is not None
    if isinstance(desk.store, SqliteStationStore):
        begun = [event.detail for event in desk.store.audit_events() if event.kind == "plan-begun"]
        assert begun == ["1", "2 lost"], "the trail says why: the portal hears it from there"


def test_an_empty_tray_costs_no_mark_and_a_print_that_was_cut_off_does(desk: Desk) -> None:
    desk.submit()
    desk.tray.fault = "page-printer-paper-out"
    assert desk.draw() == e.PlanFailed(desk.application.id, "page-printer-paper-out")
    assert desk.state() is PaperState.OWED
    desk.tray.fault, desk.tray.dies = "", True
    assert desk.draw() == e.PlanFailed(desk.application.id, "page-printer-unsure", unsure=True)
    assert desk.state() is PaperState.UNSURE
    desk.tray.dies = False
    desk.draw()
    assert desk.pages.orders[-1].data["copy"] is not None


def test_a_program_that_ended_while_it_printed_leaves_the_plan_in_doubt(desk: Desk) -> None:
    desk.submit()
    desk.store.begin_output(desk.application.id)
    assert desk.store.recover_outputs() == 1
    assert desk.state() is PaperState.UNSURE


@pytest.mark.parametrize("bug", [False, True])
def test_a_sheet_that_cannot_be_set_was_never_begun(desk: Desk, bug: bool) -> None:
    desk.submit()
    desk.pages.broken = LookupError("bug") if bug else TypesetError("site_plan: site_plan.typ:3:1")
    if bug:
        with pytest.raises(LookupError):
            desk.draw()
    else:
        assert desk.draw() == e.PlanFailed(desk.application.id, "plan-not-set")
    assert desk.state() is PaperState.OWED
    desk.pages.broken = None
    desk.draw()
    assert desk.pages.orders[-1].data["copy"] is None


def test_a_plan_that_a_bug_ends_is_in_doubt_and_not_under_way(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.submit()
    monkeypatch.setattr(SimulatedPagePrinter, "print", NOTHING)
    with pytest.raises(TypeError):
        desk.draw()
    assert desk.state() is PaperState.UNSURE


def test_land_that_is_another_by_now_is_not_printed(desk: Desk) -> None:
    desk.submit()
    other = FakeCadastre(replace(FACTS, sample=not FACTS.sample), *desk.keys)
    desk.hands = replace(desk.hands, plans=replace(desk.plans, cadastre=other))
    assert desk.draw() == e.PlanFailed(desk.application.id, "plan-land-changed")
    assert desk.state() is PaperState.OWED


def test_no_money_is_taken_where_the_sheet_cannot_come_out(desk: Desk) -> None:
    desk.tray.fault = "page-printer-jammed"
    payment = Payment(
        "p1", desk.application.id, desk.application.total, PaymentMethod.CARD, PaymentState.INTENDED, desk.clock.now()
    )
    asked = desk.hands.perform(f.TakePayment(payment, pages=True))
    assert asked == e.PaymentNotStarted("page-printer-jammed")
    assert desk.store.unsettled() == ()


def test_what_is_kept_of_a_plan_names_no_person(desk: Desk) -> None:
    desk.submit()
    kept = (desk.store.kept_output(desk.application.id) or b"").decode()
    identity = desk.application.identity
    assert identity is None or identity.number not in kept
    assert set(PARTS.values()) <= set(kept.split('"'))


def test_a_receipt_that_staff_print_brings_the_plan_that_is_owed_with_it(desk: Desk) -> None:
    desk.submit()
    standing = [StandingPrinter("", InkPrinter([]))]
    papers = OwedPapers(desk.store, standing, InkRenderer(), load_wording(), desk.plans)
    desk.tray.fault = "page-printer-toner-out"
    assert papers.print(desk.application.id).problem == "page-printer-toner-out"
    desk.tray.fault = ""
    assert papers.print(desk.application.id).problem == ""
    assert (desk.state(), len(desk.pages.orders)) == (PaperState.PRINTED, 1)
    papers.print(desk.application.id)
    assert len(desk.pages.orders) == 1, "without a reason nothing comes out again"
    papers.print(desk.application.id, CopyReason.DAMAGED)
    assert desk.pages.orders[-1].data["copy"] is not None


def test_a_plan_that_is_owed_alone_is_listed_in_its_receipts_place(desk: Desk) -> None:
    desk.submit()
    papers = OwedPapers(desk.store, [StandingPrinter("", InkPrinter([]))], InkRenderer(), load_wording(), desk.plans)
    (line,) = papers.listed(desk.clock.now(), "jo")
    assert not line.plan, "the receipt's key prints both"
    desk.tray.fault = "page-printer-toner-out"
    papers.print(desk.application.id)
    (line,) = papers.listed(desk.clock.now(), "jo")
    assert (line.plan, line.state, line.number[-1]) == (True, PaperState.OWED, "P")
    desk.tray.fault = ""
    papers.print(line.application_id)
    (line,) = papers.listed(desk.clock.now(), "jo")
    assert (line.plan, line.state) == (False, PaperState.PRINTED)


def test_the_whole_way_ends_with_a_sheet_whose_code_proves_it(tmp_path: Path) -> None:
    desk = Desk(FakeStore())
    town = tmp_path / "cadastre.gpkg"
    make_sample_town(town, "JO", 4, 4)
    engine = TypstEngine(root() / "outputs", root() / "fonts")
    printer = SimulatedPagePrinter(PaperTray(folder=tmp_path), development=True)
    plans = replace(desk.plans, cadastre=GpkgCadastre(town), typesetter=engine, printer=printer)
    desk.hands = replace(desk.hands, plans=plans)
    found = desk.hands.perform(f.FindLand("JO", ORDER.parts))
    assert isinstance(found, e.LandFound)
    assert len(found.found) == 1
    done, printed = desk.submit(), desk.draw()
    assert isinstance(done, e.Submitted)
    assert isinstance(printed, e.PlanPrinted)
    assert (tmp_path / f"{done.receipt.number}P.pdf").read_bytes().startswith(b"%PDF-")
    public = base64.b64encode(desk.identity.key.public_key().public_bytes_raw()).decode()
    named = (desk.identity.key_id, "K07", public, "2020-01-01T00:00:00Z", "", "بلدية", "Municipality")
    proven = check_output_code(printed.code, ReceiptKeys(1, [ReceiptKey(*named)]))
    assert isinstance(proven, ProvenOutput)
    assert proven.facts.subject.startswith("113 / 1 / عين النخيل")
