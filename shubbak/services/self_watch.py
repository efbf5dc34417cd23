"""The station's eye on itself: measures, remembers what the portal last said, and knows what stands in its way."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from shubbak.domain.readiness import Condition
from shubbak.ports.clock import Clock
from shubbak.ports.fleet import Fleet
from shubbak.ports.machine import Disk, Machine, MachineError
from shubbak.ports.memory import StationMemory
from shubbak.ports.portal import PortalError
from shubbak.ports.store import OutboxItem, StoreError
from shubbak.services.audit import operator_code
from shubbak.services.code_lists import is_trust_unreadable
from shubbak.services.printer_trial import failed_test
from shubbak.services.readiness import Readings, Thresholds, clock_conditions, judge
from shubbak.services.reporting import (
    REPORT_EVENT,
    WAITING,
    PortalWord,
    ReportError,
    Surroundings,
    highest_sequence,
    send_report,
    station_report,
)
from shubbak.services.station_identity import StationIdentity
from shubbak.services.update_refusals import LAST_REFUSAL
from shubbak.wire.moment import moment_text, parse_moment
from shubbak.wire.report import ReportStatement

#: Names of the facts that are kept.
FLOOR, LAST_CONTACT, HIGHEST, REVOKED, OLDER = (
    "clock-floor",
    "last-contact-at",
    "highest-sequence",
    "revoked-identity",
    "older-identity",
)
#: A fact that is a time is written again only when it has moved this far: a look is no reason to wear a disk out.
_MOVED = timedelta(seconds=50)
#: What the portal says of a packet whose numbers it has from this station already: the store forgot that it gave them.
_GIVEN_TWICE = frozenset({"sequence-reused", "receipt-reused"})
_NOWHERE = Disk(0, 0)


@dataclass(slots=True)
class SelfWatch:
    """Blocking, off the screen's thread, one call at a time; `heard` at any time.

    conditions: what the last look found. report_problem: why the last report failed, or "". bad_paper: the file of the
    municipality's own receipts that could not be used as the station started, or "". invoices: looks how
    the office's tax invoices stand.
    """

    memory: StationMemory
    fleet: Fleet
    machine: Machine
    clock: Clock
    identity: StationIdentity
    program_version: str
    catalogue_version: Callable[[], int] = lambda: 0
    thresholds: Thresholds = field(default_factory=Thresholds)
    report_problem: str = ""
    bad_paper: str = ""
    invoices: Callable[[], tuple[Condition, ...]] = tuple
    conditions: tuple[Condition, ...] = ()
    _portal_time: tuple[datetime, float] | None = None
    _sent: int = -1

    def look(self) -> tuple[Condition, ...]:
        """Measure and judge. A store that is busy for the moment changes nothing; one that fails is a condition."""
        try:
            seen = self._measure()
            if not any(clock_conditions(seen, self.thresholds)):
                self._keep_time(seen)
        except StoreError as error:
            if error.code == "store-busy":
                return self.conditions
            disk = self._disk()
            seen = Readings(self.clock.now(), disk.free, disk.total, 0, store_fault=error.code)
        self.conditions = judge(seen, self.thresholds)
        return self.conditions

    def report(self) -> ReportStatement | None:
        """Tell the portal, and keep what it says; None when it could not be told: `report_problem` says why."""
        conditions = self.look()
        try:
            word = self._tell(conditions)
        except PortalError as error:
            self.report_problem = error.detail or error.code
            self._refused(self.report_problem)
            return None
        except (ReportError, StoreError) as error:
            self.report_problem = error.code
            return None
        self.report_problem = ""
        self.look()
        return word.statement

    def heard(self) -> None:
        """The portal vouched for something just now; raises StoreError."""
        self._keep_moment(LAST_CONTACT, self._trusted_now() or self.clock.now())

    def last_contact(self) -> datetime | None:
        """Return when the portal last vouched for something, by its own clock where it said so; raises StoreError."""
        return self._moment(LAST_CONTACT)

    def confirm_clock(self, operator: str) -> None:
        """An operator has set the clock and vouches for it: from here on the time counts anew; raises StoreError."""
        now = self.clock.now()
        self._portal_time = None
        self.memory.keep_fact(FLOOR, moment_text(now))
        self.memory.keep_fact(LAST_CONTACT, moment_text(min(now, self._moment(LAST_CONTACT) or now)))
        self.memory.note("clock-confirmed", operator_code(operator) if operator else "")

    def _measure(self) -> Readings:
        items = self.memory.outbox()
        self._keep_highest(highest_sequence(items))
        disk = self._disk()
        return Readings(
            now=self.clock.now(),
            free=disk.free,
            disk=disk.total,
            waiting=sum(item.state in WAITING for item in items),
            last_contact=self._moment(LAST_CONTACT),
            floor=self._moment(FLOOR),
            trusted_now=self._trusted_now(),
            store_fault="" if disk.total else "store-broken",
            revoked=self.memory.fact(REVOKED) == self.identity.enrolment,
            older=self.memory.fact(OLDER) == self.identity.enrolment or any(self._gave_twice(item) for item in items),
            refusal=self.memory.fact(LAST_REFUSAL),
            printer_failed=failed_test(self.memory),
            bad_paper=self.bad_paper,
            trust_unreadable=is_trust_unreadable(self.memory, self.identity),
            invoices=self.invoices(),
        )

    def _keep_time(self, seen: Readings) -> None:
        """Raise the floor. This is also the look's own write: a disk that takes nothing any more shows here."""
        self._keep_moment(FLOOR, max(seen.now, seen.floor or seen.now))
        if seen.last_contact is None or seen.last_contact > seen.now + self.thresholds.clock_slack:
            # Before the first contact days are counted from the first look; and a clock that ran ahead once must not
            # hide the days without the portal.
            self.memory.keep_fact(LAST_CONTACT, moment_text(seen.now))

    def _tell(self, conditions: tuple[Condition, ...]) -> PortalWord:
        with contextlib.suppress(StoreError):  # a disk that takes no event must not keep the portal from hearing of it
            if self._sent in (-1, self.memory.audit_head().number):
                self.memory.note(REPORT_EVENT)
        around = Surroundings(
            now=self.clock.now(),
            free=self._disk().free,
            highest=self._highest(),
            catalogue_version=self.catalogue_version(),
            program_version=self.program_version,
            conditions=conditions,
        )
        report = station_report(self.memory, self.identity, around)
        self._sent = report.events
        try:
            word = send_report(self.memory, self.fleet, self.identity, report)
        except PortalError as error:
            if error.code == "portal-unreachable":
                self._sent = 0  # it never heard of this head, so the next report may carry it too
            raise
        self._believe(word)
        return word

    def _believe(self, word: PortalWord) -> None:
        if word.answers:
            self._portal_time = (word.at, self.machine.uptime())
            self.memory.keep_fact(FLOOR, moment_text(word.at))
            if self.memory.fact(REVOKED):  # a replayed answer is from before the revocation
                self.memory.keep_fact(REVOKED, "")
        self.memory.keep_fact(LAST_CONTACT, moment_text(word.at))
        # Looked at after the answer: a packet is sealed here before the portal can know it.
        self._keep_highest(highest_sequence(self.memory.outbox()))
        unknown = word.statement.highest_sequence > self._highest()
        if (word.older or unknown) and self.memory.fact(OLDER) != self.identity.enrolment:
            # It stays: work that goes on upon an older store would give numbers out a second time. The centre
            # enrols the machine anew, and with another identity the fact no longer holds.
            self.memory.keep_fact(OLDER, self.identity.enrolment)
            self.memory.note("store-older", "", str(word.statement.highest_sequence))

    def _refused(self, problem: str) -> None:
        if problem != "station-revoked":
            return
        try:
            self.memory.keep_fact(REVOKED, self.identity.enrolment)
        except StoreError:
            return  # the store's own condition closes the station all the same
        self.look()

    def _gave_twice(self, item: OutboxItem) -> bool:
        # What an earlier identity of this machine gave twice stays in the drawer, and closes nobody else.
        mine = item.receipt.startswith(f"{self.identity.station}-")
        return mine and item.reason in _GIVEN_TWICE

    def _trusted_now(self) -> datetime | None:
        if self._portal_time is None:
            return None
        at, uptime = self._portal_time
        return at + timedelta(seconds=self.machine.uptime() - uptime)

    def _disk(self) -> Disk:
        try:
            return self.machine.disk()
        except MachineError:
            return _NOWHERE

    def _keep_highest(self, sequence: int) -> None:
        if sequence > self._highest():
            self.memory.keep_fact(HIGHEST, str(sequence))

    def _highest(self) -> int:
        return int(self.memory.fact(HIGHEST) or 0)

    def _moment(self, name: str) -> datetime | None:
        kept = self.memory.fact(name)
        return parse_moment(kept).astimezone(UTC) if kept else None

    def _keep_moment(self, name: str, moment: datetime) -> None:
        kept = self._moment(name)
        if kept is None or moment - kept > _MOVED:
            self.memory.keep_fact(name, moment_text(moment))


def last_sequence(memory: StationMemory) -> int:
    """Return the number of the newest packet that was ever sealed here, 0 before the first; raises StoreError.

    The outbox no longer lists packets that were wiped; the highest number that it ever listed is remembered.
    """
    return max(highest_sequence(memory.outbox()), int(memory.fact(HIGHEST) or 0))
