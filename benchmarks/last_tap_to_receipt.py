"""From the last tap to the receipt's last byte at the printer: python benchmarks/last_tap_to_receipt.py [RUNS].

A whole visit by touches on the kiosk's own screen each time. The clock runs from the finger that leaves the button
under the signature to the cutting command's arrival at a printer on a local port, and covers sealing, the durable
commit, the receipt's picture and its strips. The ratio is to drawing and packing the same receipt alone.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from pathlib import Path
from typing import cast

from _figures import ROOT, runs, show

os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={ROOT / 'tests/samples/offscreen.json'}")
os.environ["QT_QUICK_BACKEND"] = "software"
os.environ["QML_NO_TOUCH_COMPRESSION"] = "1"

from fakes.portal_process import PortalProcess
from fakes.tcp_printer import FakeTcpPrinter
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kiosk.hand import Hand, NothingThere
from kiosk.pilot import Pilot
from kiosk.rehearsal import look
from kiosk.ui.visit_model import VisitModel
from kiosk.window import KioskWindow, Place, open_window
from shubbak.adapters.devices.escpos_bytes import CUT, pack
from shubbak.adapters.devices.escpos_stream import Order, Strip
from shubbak.adapters.portal_client.requests_portal import RequestsPortal
from shubbak.adapters.system.station_home import StationHome
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.domain.payment import PaymentMethod
from shubbak.domain.receipt import ReceiptStatus
from shubbak.domain.text import Language
from shubbak.flow.machine import VisitMachine
from shubbak.qtkit.background import Background
from shubbak.qtkit.receipt_blocks import code_picture
from shubbak.services.enrolment import enrol
from shubbak.services.receipt_sheet import IssuingOffice, receipt_sheet
from shubbak.station.joining import Station, open_station
from shubbak.station.settings import StationSettings
from shubbak.station.store_door import identity_file

TAP, COMMIT, BARE = "last tap to last byte", "of which until durable", "draw and pack alone"
SERVICE = "kw.health.licence_renewal"


class TimedPrinter(FakeTcpPrinter):
    """Notes when the paper was cut."""

    cut_at = 0.0

    def _obey(self, connection, command: Strip | Order, code: bytes) -> None:  # type: ignore[no-untyped-def]
        if code == CUT:
            self.cut_at = time.perf_counter()
        super()._obey(connection, command, code)


class LastTouch(QObject):
    """Notes when a finger last left the screen."""

    at = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.TouchEnd:
            self.at = time.perf_counter()
        return False


def new_station(folder: Path, printer: str) -> Station:
    """Enrol a station; its portal is gone when the visits begin."""
    portal = PortalProcess(folder)
    portal.start()
    try:
        home = StationHome(folder / "home")
        home.make()
        keep = identity_file(home)
        enrol(RequestsPortal(portal.url), portal.url, portal.enrol_code(), SystemClock(), keep)
        settings = StationSettings(home.folder, development=True, printer=printer, thinking_seconds=0)
        return open_station(settings)
    finally:
        portal.kill()


def new_window(station: Station) -> KioskWindow:
    machine = VisitMachine(station.catalogue, station.clock, Language.AR)
    visit = VisitModel(machine, station.wording, station.perform, Background(), Background())
    identity = station.identity
    place = Place(identity.municipality, identity.office, identity.country, "139", (PaymentMethod.CARD,))
    kiosk = open_window(visit, place, code_picture)
    cast(QObject, kiosk.engine.singletonInstance("Shubbak", "Look")).setProperty("reducedMotion", True)
    kiosk.window.setGeometry(0, 0, 1080, 1920)
    kiosk.window.show()
    kiosk.window.requestActivate()
    return kiosk


def visit_until(kiosk: KioskWindow, pilot: Pilot, screen: str) -> None:
    deadline = time.monotonic() + 120
    while (state := look(kiosk.visit))["screen"] != screen or state["busy"]:
        assert time.monotonic() < deadline, state
        with contextlib.suppress(NothingThere):  # the page is still coming in
            pilot.step(state)
        QTest.qWait(5)


def bare_milliseconds(station: Station, kiosk: KioskWindow) -> float:
    """Draw and pack the receipt of the visit on the screen once more, with nothing else under way."""
    visit = kiosk.visit.machine.visit
    assert visit.application is not None and visit.receipt is not None
    identity = station.identity
    began = time.perf_counter()
    sheet = receipt_sheet(
        receipt=visit.receipt,
        application=visit.application,
        service=station.catalogue.services[SERVICE],
        station=IssuingOffice(identity.municipality, identity.office, identity.country),
        status=ReceiptStatus.TAKEN,
        code_text=visit.code,
        wording=station.wording,
        language=visit.application.language,
    )
    assert pack(station.devices.renderer.render(sheet, 576))
    return (time.perf_counter() - began) * 1000


def main() -> None:
    application = QGuiApplication([])
    timed: dict[str, list[float]] = {TAP: [], COMMIT: [], BARE: []}
    with tempfile.TemporaryDirectory() as folder, TimedPrinter() as printer:
        station = new_station(Path(folder), printer.url)
        durable_at: list[float] = []
        station.submitted = lambda: durable_at.append(time.perf_counter())
        kiosk, touch = new_window(station), LastTouch()
        kiosk.window.installEventFilter(touch)
        hand = Hand(kiosk.window, hasty=True)
        pilot = Pilot(hand, SERVICE)
        for number in range(runs(7)):
            visit_until(kiosk, pilot, "sign")
            hand.draw("signature-pad")
            hand.tap("primary")
            while not look(kiosk.visit)["printed"]:
                QTest.qWait(1)
            timed[TAP].append((printer.cut_at - touch.at) * 1000)
            timed[COMMIT].append((durable_at[number] - touch.at) * 1000)
            timed[BARE].append(bare_milliseconds(station, kiosk))
            visit_until(kiosk, pilot, "attract")
        kiosk.close()
    show("Last tap to the receipt's last byte", timed, (TAP, BARE), bytes_on_paper=len(printer.papers[-1].rows))
    application.quit()


if __name__ == "__main__":
    main()
