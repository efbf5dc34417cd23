"""Opening a station: the order in which its parts come to life, and what is missing when it cannot."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shubbak import __version__
from shubbak.adapters.system.local_machine import LocalMachine
from shubbak.adapters.system.operator_file import OperatorFile
from shubbak.adapters.system.station_home import StationHome
from shubbak.adapters.system.station_presence import StationAtWork, StationPresence
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.domain.readiness import Condition
from shubbak.domain.retention import Kept
from shubbak.domain.wording import Wording
from shubbak.flow.effects import Effect
from shubbak.flow.events import Event
from shubbak.forms.catalogue import Catalogue
from shubbak.ports.clock import Clock
from shubbak.ports.code_lists import CodeListSource
from shubbak.ports.memory import StationMemory
from shubbak.ports.plan_portal import PlanPortal
from shubbak.ports.portal import Portal, PortalError
from shubbak.ports.registers import Registers
from shubbak.ports.store import StoreError
from shubbak.ports.updates import UpdateError
from shubbak.resources import load_retention
from shubbak.services.catalogue_intake import CatalogueError, CatalogueSource, take_catalogue, usable_catalogue
from shubbak.services.issued_print import IssuedDesk
from shubbak.services.office_invoices import OfficeInvoices
from shubbak.services.outbox import SendKind, SendResult, send_one
from shubbak.services.owed_papers import OwedPapers
from shubbak.services.payments import nobody_pays, recover_payments
from shubbak.services.plan_issue import PlanDesk
from shubbak.services.portal_keys import with_newest_keys
from shubbak.services.printer_test_page import PrinterTests
from shubbak.services.receipt_papers import no_code
from shubbak.services.receipt_sheet import IssuingOffice
from shubbak.services.resume_tries import ResumeTries
from shubbak.services.scan_effects import Devices
from shubbak.services.self_watch import SelfWatch
from shubbak.services.staff_door import StaffDoor
from shubbak.services.station_identity import StationIdentity
from shubbak.services.update_refusals import UpdateRefusals
from shubbak.services.visit_effects import VisitEffects
from shubbak.services.work_refused import note_changes
from shubbak.station.devices import devices
from shubbak.station.identity import StationClosed, read_identity
from shubbak.station.issued import issued_desk
from shubbak.station.late_portal import LatePortal
from shubbak.station.late_updates import LateUpdates
from shubbak.station.paper_verifier import PaperVerifier
from shubbak.station.papers import station_wording
from shubbak.station.plans import plan_desk, tell_of_plans
from shubbak.station.settings import StationSettings
from shubbak.station.store_door import StationKeys, open_store
from shubbak.station.tax_invoices import office_invoices

# The type alone: the database's library takes longer to load than a kiosk's first picture may wait.
if TYPE_CHECKING:
    from shubbak.adapters.store.station_store import SqliteStationStore

log = logging.getLogger("shubbak.station")


@dataclass(slots=True)
class Station:
    """Everything the apps need of one station; `submitted` may be set by the app, to poke its outbox."""

    identity: StationIdentity
    store: StationMemory
    portal: Portal
    registers: Registers
    clock: Clock
    wording: Wording
    catalogue: Catalogue
    catalogues: CatalogueSource
    refusals: UpdateRefusals
    devices: Devices
    watch: SelfWatch
    door: StaffDoor
    submitted: Callable[[], None] = field(default=lambda: None)
    lists: CodeListSource | None = None
    plans: PlanDesk | None = None
    invoices: OfficeInvoices | None = None
    issued: IssuedDesk | None = None
    hears_of_plans: PlanPortal | None = None
    presence: StationPresence | None = None
    verifier: PaperVerifier = field(init=False)
    tries: ResumeTries = field(init=False)
    _watching: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.tries = ResumeTries(self.clock, self.store)
        self.verifier = PaperVerifier(self.store, self.lists, self.identity, self.clock)

    def perform(self, effect: Effect) -> Event | None:
        """Do what a visit asks; blocking, off the screen's thread."""
        hands = VisitEffects(
            self.devices,
            self.store,
            self.clock,
            self.identity,
            self.wording,
            lambda: self.submitted(),
            self.registers,
            self.tries,
            load_retention()[self.identity.country][Kept.DRAFT].days or 0,
            self.plans,
            self.invoices,
        )
        return hands.perform(effect)

    @property
    def papers(self) -> OwedPapers:
        """What prints receipts here, and the plans that come with them; its verbs block."""
        printers, renderer = self.devices.printers, self.devices.renderer
        code_of = self.invoices.code_of if self.invoices else no_code
        return OwedPapers(self.store, printers, renderer, self.wording, self.plans, code_of=code_of)

    @property
    def printer_tests(self) -> PrinterTests:
        """What prints and keeps the printers' test pages; its verbs block."""
        identity = self.identity
        return PrinterTests(
            memory=self.store,
            printers=self.devices.printers,
            renderer=self.devices.renderer,
            wording=self.wording,
            clock=self.clock,
            station=identity.station,
            office=IssuingOffice(identity.municipality, identity.office, identity.country),
        )

    def send_one(self) -> SendResult:
        """Try the oldest due packet; blocking."""
        result = send_one(self.store, self.portal, self.identity, self.clock)
        if result.kind is SendKind.ACKNOWLEDGED:
            self.watch.heard()
        return result

    def send_invoices(self) -> None:
        """Report the tax invoices that wait, where the office issues any; blocking."""
        if self.invoices is not None:
            self.invoices.send()

    def go_for_licences(self) -> None:
        """Tell the portal of sheets and take in what it issued, where licences are printed here; blocking."""
        if self.issued is None:
            return
        try:
            problem = self.issued.go_round()
        except StoreError as error:
            problem = error.code
        if problem:
            log.info("nothing of licences was told or taken in: %s", problem)

    def conditions(self) -> tuple[Condition, ...]:
        """Look what stands in the way of new work; blocking."""
        with self._observed():
            return self.watch.look()

    def report(self) -> bool:
        """Tell the portal how the station does and keep what it says; blocking. False when it could not be told."""
        with self._observed():
            told = self.watch.report() is not None
            if told:
                with contextlib.suppress(StoreError):  # the next report brings the key again
                    self.identity = with_newest_keys(self.identity, self.store)
                if self.hears_of_plans is not None:
                    tell_of_plans(self.store, self.hears_of_plans, self.identity.key_id)
            self.verifier.refresh(online=told)
            return told

    @contextlib.contextmanager
    def _observed(self) -> Iterator[None]:
        """One at a time, and what it changes about taking work stands in the trail."""
        with self._watching:
            before = self.watch.conditions
            yield
            note_changes(self.store, before, self.watch.conditions)

    def confirm_clock(self, operator: str) -> None:
        """An operator vouches for the time; a store that cannot keep that stays in doubt, and says so itself."""
        with self._watching, contextlib.suppress(StoreError):
            self.watch.confirm_clock(operator)

    def take_newer_catalogue(self) -> bool:
        """Ask the portal for a newer catalogue and take it; blocking. A portal that is away changes nothing.

        Call it between visits: a visit keeps the catalogue it began with.
        """
        try:
            newer = take_catalogue(self.catalogues, self.store, self.identity.portal_signing)
            self.refusals.all_well()
        except (PortalError, CatalogueError, UpdateError) as error:
            log.info("no newer catalogue: %s", error.code)
            self._note_refusal(error)
            return False
        except StoreError as error:
            log.warning("no newer catalogue: %s", error.code)
            return False
        if newer is not None:
            self.catalogue = newer
        return newer is not None

    def _note_refusal(self, error: Exception) -> None:
        try:
            self.refusals.note("catalogue-refused", error)
        except StoreError as full:
            log.warning("a refusal was not noted: %s", full.code)

    def settle_payments(self, live_application: Callable[[], str] = nobody_pays) -> None:
        """Ask about charges whose outcome is open and give back those without an application; blocking.

        At start and again every few minutes; `live_application` names the one whose visitor is paying just now.
        """
        try:
            left = [one for one in recover_payments(self.store, self.devices.terminal, live_application) if one.problem]
        except StoreError as error:
            log.warning("payments could not be settled: %s", error.code)
            return
        if left:
            log.warning("%d payments are still open: %s", len(left), left[0].problem)


def open_station(settings: StationSettings) -> Station:
    """Join a station from its folder; a QGuiApplication must exist. Raises StationClosed."""
    home = StationHome(settings.home)
    home.make()
    clock, keys, presence = SystemClock(), StationKeys(home), _present(home)
    identity = read_identity(settings.home, keys)
    try:
        store = _recovered(open_store(home, keys))
        portal_url = settings.portal_url or identity.portal_url
        portal = LatePortal(portal_url, identity.signer, settings.portal_ca)
        updates = LateUpdates(home.updates, identity, portal_url, store, clock, ca_file=settings.portal_ca)
        catalogues: CatalogueSource = updates if identity.update_root else portal
        refusals = UpdateRefusals(store, store)
        wording, unusable = station_wording(home.receipts)
        watch = SelfWatch(store, portal, LocalMachine(home.folder), clock, identity, __version__)
        station = Station(
            identity=with_newest_keys(identity, store),
            store=store,
            portal=portal,
            registers=portal,
            clock=clock,
            wording=wording,
            catalogue=usable_catalogue(catalogues, store, identity.portal_signing, refusals),
            catalogues=catalogues,
            refusals=refusals,
            devices=devices(settings, home, clock, identity.country),
            watch=watch,
            door=StaffDoor(OperatorFile(home.operators, clock, development=settings.development), store, clock),
            lists=portal,
            plans=plan_desk(settings, home, store, identity, wording),
            invoices=office_invoices(home, store, clock),
            presence=presence,
        )
    except (StoreError, PortalError, CatalogueError, UpdateError) as error:
        raise StationClosed(error.code) from error
    station.hears_of_plans = portal
    station.issued = issued_desk(store, portal, station.plans, wording, clock, station.verifier.prove, identity.country)
    _let_watch(station, unusable)
    return station


def _present(home: StationHome) -> StationPresence | None:
    """Say that a program is at work here, so that nobody changes its key beneath it; raises StationClosed. A full disk
    that takes no lock is no reason to stay shut.
    """
    try:
        return StationPresence(home.folder)
    except StationAtWork as error:
        raise StationClosed("station-key-changing") from error
    except OSError:
        log.warning("nobody can see that a program is at work here")
        return None


def _let_watch(station: Station, unusable_paper: str) -> None:
    """Let the station's watch see what it warns of beside the store."""
    watch = station.watch
    if station.invoices is not None:
        watch.invoices = station.invoices.conditions
    watch.catalogue_version, watch.bad_paper = lambda: station.catalogue.version, unusable_paper


def _recovered(store: SqliteStationStore) -> SqliteStationStore:
    """Take up what a power cut left half sent or half printed; raises StoreError."""
    store.recover()
    store.recover_prints()
    store.recover_outputs()
    store.recover_sheets()
    return store
