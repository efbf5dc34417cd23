"""The station's eye on itself: what it measures, what it tells the portal, and what it believes in return."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.fleet import FakeFleet
from fakes.machine import FakeMachine
from fakes.portal import FakePortal, enrolled_identity
from fakes.store import FakeStore

from shubbak.domain.readiness import Level
from shubbak.ports.portal import PortalError
from shubbak.ports.updates import UpdateError
from shubbak.services.audit import operator_code
from shubbak.services.outbox import send_one
from shubbak.services.self_watch import FLOOR, LAST_CONTACT, SelfWatch
from shubbak.services.submission import submit_application
from shubbak.services.update_refusals import UpdateRefusals
from shubbak.wire.moment import moment_text


@dataclass
class Desk:
    """A station with its eye, beside a portal with its own clock."""

    clock: FakeClock = field(default_factory=FakeClock)
    portal_clock: FakeClock = field(default_factory=FakeClock)

    def __post_init__(self) -> None:
        self.portal = FakePortal()
        self.identity = enrolled_identity(self.portal)
        self.store = FakeStore(self.clock.now)
        self.machine = FakeMachine()
        self.fleet = FakeFleet(self.portal, self.portal_clock)
        self.watch = self.restarted()

    def restarted(self) -> SelfWatch:
        return SelfWatch(self.store, self.fleet, self.machine, self.clock, self.identity, "1.2", lambda: 9)

    def pass_time(self, **step: float) -> None:
        """Let the same time pass for everybody."""
        self.clock.advance(**step)
        self.portal_clock.advance(**step)
        self.machine.seconds += timedelta(**step).total_seconds()

    def submit(self) -> str:
        application = an_application(self.clock.new_id())
        submit_application(application, self.clock, self.store, self.identity)
        return application.id

    def send(self) -> None:
        send_one(self.store, self.portal, self.identity, self.clock)

    def codes(self) -> list[str]:
        return [one.code for one in self.watch.look()]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_report_says_how_the_station_does(desk: Desk) -> None:
    desk.submit()
    desk.pass_time(hours=2)
    desk.submit()
    desk.machine.free = 600_000_000
    desk.machine.total = 10_000_000_000
    assert desk.watch.report() is not None
    (report,) = desk.fleet.reports
    head = desk.store.audit_head()
    assert (report.events, report.chain) == (head.number, head.link.hex())
    assert (report.highest_sequence, report.waiting, report.refused) == (2, 2, 0)
    assert report.oldest_waiting_at == moment_text(desk.clock.now() - timedelta(hours=2))
    assert (report.catalogue_version, report.program_version, report.free_bytes) == (9, "1.2", 600_000_000)
    assert report.conditions == ["disk-full-soon"]


def test_no_two_reports_carry_the_same_head(desk: Desk) -> None:
    for _ in range(3):
        desk.watch.report()
    assert len({report.events for report in desk.fleet.reports}) == 3


def test_days_without_a_line_do_not_fill_the_trail(desk: Desk) -> None:
    desk.fleet.problem = PortalError("portal-unreachable")
    for _ in range(50):
        desk.watch.report()
    assert len(desk.store.audit_events()) == 1


def test_a_report_whose_answer_was_lost_is_followed_by_another_head(desk: Desk) -> None:
    desk.fleet.problem = PortalError("portal-slow")
    desk.watch.report()
    desk.watch.report()
    assert len(desk.store.audit_events()) == 2


def test_days_without_the_portal_are_counted_from_its_last_word(desk: Desk) -> None:
    desk.watch.report()
    desk.pass_time(days=4)
    assert desk.codes() == ["offline-long"]
    desk.pass_time(days=4)
    assert desk.codes() == ["offline-too-long"]
    assert desk.restarted().look()[0].params["days"].strip("\u2066\u2069") == "8"
    desk.watch.report()
    assert desk.codes() == []


def test_an_acknowledgement_is_a_word_of_the_portal_too(desk: Desk) -> None:
    desk.watch.look()
    desk.pass_time(days=8)
    assert desk.codes() == ["offline-too-long"]
    desk.watch.heard()
    assert desk.codes() == []


def test_a_station_that_was_never_heard_counts_from_its_first_look(desk: Desk) -> None:
    desk.fleet.problem = PortalError("portal-unreachable")
    assert desk.codes() == []
    desk.pass_time(days=8)
    assert desk.watch.report() is None
    assert desk.watch.report_problem == "portal-unreachable"
    assert desk.codes() == ["offline-too-long"]


def test_a_clock_below_its_floor_is_found_after_a_start(desk: Desk) -> None:
    desk.watch.look()
    desk.clock.advance(days=-400)
    desk.watch = desk.restarted()
    assert desk.codes() == ["clock-behind"]
    desk.clock.advance(days=400, minutes=1)
    assert desk.codes() == []


def test_a_wrong_clock_does_not_move_the_floor(desk: Desk) -> None:
    desk.watch.look()
    before = desk.store.fact(FLOOR)
    for days in (5000, -9000):
        desk.clock.advance(days=days)
        desk.watch.look()
    assert desk.store.fact(FLOOR) == before


def test_the_portal_says_which_clock_is_right(desk: Desk) -> None:
    """A clock 300 days ahead, without a line, leaves its mark; once the line is back the portal takes it away."""
    desk.watch.look()
    desk.clock.advance(days=300)
    desk.watch.look()
    desk.clock.advance(days=-300)
    assert desk.codes() == ["clock-behind"]
    desk.watch.report()
    assert desk.codes() == []
    assert desk.restarted().look() == ()


def test_a_clock_that_jumps_while_the_program_runs_is_noticed(desk: Desk) -> None:
    desk.watch.report()
    desk.pass_time(hours=3)
    assert desk.codes() == []
    desk.clock.advance(minutes=10)
    assert desk.codes() == ["clock-jumped"]
    desk.clock.advance(minutes=-20)
    assert desk.codes() == ["clock-behind"]


def test_a_replayed_answer_sets_no_clock(desk: Desk) -> None:
    desk.watch.report()
    desk.pass_time(days=2)
    desk.watch.look()
    floor = desk.store.fact(FLOOR)
    desk.fleet.changes = {"at": moment_text(desk.clock.now() - timedelta(days=2)), "anchored_event": 1}
    desk.fleet.changes["anchored_chain"] = desk.store.audit_events()[0].link.hex()
    desk.watch.report()
    assert desk.store.fact(FLOOR) == floor
    assert desk.codes() == []


def test_an_operator_vouches_for_the_clock(desk: Desk) -> None:
    desk.watch.look()
    desk.clock.advance(days=-100)
    assert desk.codes() == ["clock-behind"]
    desk.watch.confirm_clock("demo")
    assert desk.codes() == []
    assert (desk.store.events[-1].kind, desk.store.events[-1].subject) == (
        "clock-confirmed",
        operator_code("demo"),
    )


def test_days_without_the_portal_survive_a_clock_that_ran_ahead(desk: Desk) -> None:
    desk.clock.advance(days=200)
    desk.watch.look()
    desk.watch.heard()
    desk.clock.advance(days=-200)
    desk.watch.confirm_clock("demo")
    desk.pass_time(days=8)
    assert desk.codes() == ["offline-too-long"]


def test_a_revoked_station_closes_at_the_next_contact_and_stays_closed(desk: Desk) -> None:
    desk.fleet.problem = PortalError("portal-refused", permanent=True, detail="station-revoked")
    assert desk.watch.report() is None
    assert desk.codes() == ["station-revoked"]
    assert [one.code for one in desk.restarted().look()] == ["station-revoked"]
    desk.fleet.problem = None
    desk.watch.report()
    assert desk.codes() == []


def test_a_replayed_answer_takes_no_revocation_back(desk: Desk) -> None:
    desk.watch.report()
    desk.fleet.problem = PortalError("portal-refused", permanent=True, detail="station-revoked")
    desk.watch.report()
    desk.fleet.problem = None
    desk.fleet.changes = {"anchored_event": 1, "anchored_chain": desk.store.audit_events()[0].link.hex()}
    desk.watch.report()
    assert desk.codes() == ["station-revoked"]
    desk.fleet.changes = {}
    desk.watch.report()
    assert desk.codes() == []


def test_a_station_enrolled_anew_is_not_the_revoked_one(desk: Desk) -> None:
    desk.fleet.problem = PortalError("portal-refused", permanent=True, detail="station-revoked")
    desk.watch.report()
    desk.identity = replace(desk.identity, key_id=8)
    assert desk.restarted().look() == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"station": "K08"}, "report-for-another"), ({"version": 2}, "report-shape"), ({"at": "noon"}, "report-shape")],
)
def test_a_statement_that_is_not_for_us_does_not_count(desk: Desk, changes: dict[str, object], code: str) -> None:
    desk.fleet.changes = changes
    assert desk.watch.report() is None
    assert desk.watch.report_problem == code


def test_a_forged_statement_does_not_count(desk: Desk) -> None:
    desk.watch.report()
    kept = desk.store.fact(LAST_CONTACT)
    desk.pass_time(hours=1)
    desk.fleet.key = Ed25519PrivateKey.generate()
    desk.fleet.changes = {"highest_sequence": 99}
    assert desk.watch.report() is None
    assert desk.watch.report_problem == "report-signature"
    assert desk.store.fact(LAST_CONTACT) == kept
    assert desk.codes() == []


def test_a_portal_that_knows_more_packets_means_an_older_store(desk: Desk) -> None:
    desk.submit()
    desk.fleet.changes = {"highest_sequence": 2}
    desk.watch.report()
    assert desk.codes() == ["store-older"]
    desk.fleet.changes = {}
    desk.watch.report()
    assert desk.codes() == ["store-older"]  # only another identity ends it


def test_numbers_given_twice_mean_an_older_store(desk: Desk) -> None:
    desk.submit()
    desk.portal.failures = [PortalError("portal-refused", permanent=True, detail="sequence-reused")]
    desk.send()
    assert desk.codes() == ["store-older"]
    desk.identity = replace(desk.identity, station="K08", key_id=8)
    assert desk.restarted().look() == ()  # the packet stays in the drawer; the machine is another station now


def test_a_packet_sealed_during_the_report_is_no_older_store(desk: Desk) -> None:
    desk.watch.look()

    class Meanwhile(FakeFleet):
        def report(self, report):  # type: ignore[no-untyped-def]
            desk.submit()
            desk.send()
            return super().report(report)

    desk.watch.fleet = Meanwhile(desk.portal, desk.portal_clock)
    assert desk.watch.report() is not None
    assert desk.codes() == []


@pytest.mark.parametrize(("fault", "code"), [("store-broken", "store-failed"), ("store-full", "disk-low")])
def test_a_store_that_fails_closes_until_it_works_again(desk: Desk, fault: str, code: str) -> None:
    desk.store.fail = fault
    assert [(one.code, one.level) for one in desk.watch.look()] == [(code, Level.CLOSED)]
    assert desk.watch.report() is None
    desk.store.fail = ""
    assert desk.codes() == []


def test_a_store_that_is_busy_for_a_moment_changes_nothing(desk: Desk) -> None:
    desk.machine.free = 1
    before = desk.codes()
    desk.store.fail = "store-busy"
    assert desk.codes() == before == ["disk-low"]


def test_a_disk_that_does_not_answer_is_a_store_that_failed(desk: Desk) -> None:
    desk.machine.free = None
    assert desk.codes() == ["store-failed"]


def test_times_far_from_now_can_be_kept(desk: Desk) -> None:
    desk.clock.at = datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)
    assert desk.codes() == []
    assert desk.watch.last_contact() == desk.clock.now()


def test_an_update_that_was_turned_down_is_said_until_a_good_one_comes() -> None:
    desk = Desk()
    refusals = UpdateRefusals(desk.store, desk.store)
    refusals.note("catalogue-refused", UpdateError("update-forged"))
    assert [(one.code, one.level) for one in desk.watch.look()] == [("update-forged", Level.WARNING)]
    desk.watch.report()
    assert desk.fleet.reports[-1].conditions == ["update-forged"]
    refusals.all_well()
    assert desk.codes() == []
