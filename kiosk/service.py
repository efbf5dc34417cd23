"""What runs behind the screen once the station is open: effects, outbox, chores, pulse and staff mode."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QCoreApplication, QTimer

from kiosk.failed_store import FailedStore
from kiosk.out_of_service import TRY_AGAIN
from kiosk.staff import staff_desk
from kiosk.staff_devices import devices_desk
from kiosk.staff_papers import papers_desk, printer_test_desk
from kiosk.ui.camera_model import CameraModel
from kiosk.ui.find_model import FindModel
from kiosk.window import KioskWindow
from shubbak import __version__
from shubbak.adapters.system.memory_image import give_back_freed_memory
from shubbak.domain.readiness import Condition
from shubbak.flow.events import Acknowledged, ConditionsChanged
from shubbak.flow.steps import Step
from shubbak.ports.camera import camera_of
from shubbak.qtkit.audit_notes import AuditNotes
from shubbak.qtkit.background import Background
from shubbak.qtkit.chores import Chores
from shubbak.qtkit.code_listener import CodeListener
from shubbak.qtkit.outbox_pump import OutboxPump
from shubbak.qtkit.pulse import Pulse
from shubbak.qtkit.release_watch import ReleaseWatch
from shubbak.services.audited import AuditedHands
from shubbak.services.program_update import MAKE_ROOM
from shubbak.station.codes import listener
from shubbak.station.joining import Station
from shubbak.station.program_round import program_round
from shubbak.station.settings import StationSettings
from shubbak.station.tidying import let_go

#: After a visit, what it freed is given back.
_GIVE_BACK_MS = 2_000
#: Steps in which no visitor has begun anything.
_NOBODY = frozenset({Step.ATTRACT, Step.CLOSED, Step.STAFF_PIN, Step.STAFF})
#: Steps in which nobody is there at all.
_LEFT_ALONE = frozenset({Step.ATTRACT, Step.CLOSED})


class Service:
    """Joins an open station to the visits on the screen, and starts its outbox and its chores."""

    def __init__(self, station: Station, kiosk: KioskWindow, settings: StationSettings) -> None:
        self._station = station
        self._visit = visit = kiosk.visit
        self._pump = OutboxPump(station.send_one)
        self._pump.acknowledged.connect(self._acknowledged)
        visit.perform = AuditedHands(station.store, station.perform).perform
        visit.submitted.connect(self._pump.poke)
        station.submitted = visit.submitted.emit
        self._chores = Chores(
            lambda: station.settle_payments(lambda: visit.paying),
            station.take_newer_catalogue,
            lambda: let_go(station),
        )
        self._notes = AuditNotes(station.store)
        visit.stepChanged.connect(self._visit_moves)
        visit.submitted.connect(self._notes.visit_kept)
        visit.wiped.connect(self._notes.visit_over)
        visit.stepChanged.connect(self._warm_up)
        visit.wiped.connect(self._forget_images)
        for between_visits in (visit.wiped, self._chores.done):
            between_visits.connect(self._take_catalogue)
        self._pulse = Pulse(station.conditions, station.report)
        self._pulse.changed.connect(self._conditions)
        self._failed = FailedStore(lambda: QCoreApplication.exit(TRY_AGAIN))
        # Whoever enters at the pad does not wait for a scanner that is tried, or was left while it was.
        self._staff, self._trying = Background(), Background()
        _look_through(station, kiosk)
        self._pump.tried.connect(kiosk.staff.look)
        self._releases = _release_watch(station, kiosk)
        self._codes = _listen(settings.code_reader, kiosk)
        self._open_staff_pages(kiosk, settings)
        self._take_catalogue()
        self._notes.start(__version__)
        self._pump.poke()
        self._chores.start()
        self._pulse.start()
        if self._releases is not None:
            self._releases.start()

    def _open_staff_pages(self, kiosk: KioskWindow, settings: StationSettings) -> None:
        station, worker = self._station, self._staff
        kiosk.door.desk, kiosk.door.worker = staff_desk(station), worker
        kiosk.papers.desk, kiosk.papers.worker = papers_desk(station), worker
        kiosk.printer_test.desk, kiosk.printer_test.worker = printer_test_desk(station), worker
        kiosk.devices.desk, kiosk.devices.worker = devices_desk(station, settings, self._codes), self._trying

    def stop(self) -> None:
        """Begin nothing more and wait, for a while, for what is under way."""
        self._pump.stop()
        self._chores.stop()
        self._pulse.stop()
        self._staff.finish()
        self._trying.finish()
        self._forget_images()
        if self._codes is not None:
            self._codes.stop()
        self._notes.stop()
        if self._releases is not None:
            self._releases.stop()

    def _visit_moves(self) -> None:
        if self._visit.machine.visit.step not in _NOBODY:
            self._notes.visit_moves()

    def _warm_up(self) -> None:
        images = self._station.devices.images
        if images is not None and self._visit.machine.visit.step is Step.LANGUAGE:
            images.warm()

    def _forget_images(self) -> None:
        self._station.devices.leave()
        # A little later, when nothing of the visit is referred to any more and nobody waits for the screen.
        QTimer.singleShot(_GIVE_BACK_MS, give_back_freed_memory)

    def _acknowledged(self, packet: str, case: str) -> None:
        self._visit.dispatch(Acknowledged(packet, case))
        self._pulse.report_soon()

    def _conditions(self, found: tuple[Condition, ...]) -> None:
        self._visit.dispatch(ConditionsChanged(found))
        self._failed.look(found, nobody=self._visit.machine.visit.step in _LEFT_ALONE)

    def _take_catalogue(self) -> None:
        self._visit.use_catalogue(self._station.catalogue)


def _release_watch(station: Station, kiosk: KioskWindow) -> ReleaseWatch | None:
    """A newer release is tried when nobody has been at the kiosk for a while; the launcher then starts it."""
    releases = program_round(station)
    if releases is None:
        return None
    return ReleaseWatch(
        releases.stage,
        releases.waiting,
        resting=lambda: kiosk.visit.machine.visit.step is Step.ATTRACT,
        leave=lambda: QCoreApplication.exit(MAKE_ROOM),
        chance=station.clock.jitter,
    )


def _look_through(station: Station, kiosk: KioskWindow) -> None:
    """Give the screen the cameras that stand in for scanners, and the lists that prove a scanned paper; tell it whether
    chips are read.
    """
    cast(FindModel, kiosk.models["findModel"]).prove = station.verifier.prove
    camera, devices = cast(CameraModel, kiosk.models["cameraModel"]), station.devices
    camera.cameras = {"identity": camera_of(devices.card_scanner), "document": camera_of(devices.document_scanner)}
    kiosk.visit.chips = devices.chip is not None


def _listen(code_reader: str, kiosk: KioskWindow) -> CodeListener | None:
    """Listen to a code reader on a line of its own, where the station has one."""
    codes = listener(code_reader)
    if codes is not None:
        codes.read.connect(kiosk.show_code)
        codes.start()
    return codes
