"""The kiosk's one boring file: settings, station, machine, window, joined and started."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

# Before Qt is imported: the software renderer needs no graphics driver, and a signature needs every point.
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("QML_NO_TOUCH_COMPRESSION", "1")

from PySide6.QtGui import QGuiApplication

from kiosk.arguments import parse_arguments
from kiosk.out_of_service import apologise
from kiosk.performance import begin
from kiosk.shape import shape_window
from kiosk.ui.visit_model import VisitModel
from kiosk.window import KioskWindow, Place, open_window
from shubbak.domain.payment import PaymentMethod
from shubbak.domain.text import Language
from shubbak.flow.events import Acknowledged
from shubbak.flow.machine import VisitMachine
from shubbak.ports.store import StoreError
from shubbak.qtkit import crash
from shubbak.qtkit.background import Background
from shubbak.qtkit.chores import Chores
from shubbak.qtkit.outbox_pump import OutboxPump
from shubbak.qtkit.receipt_blocks import code_picture
from shubbak.station import NoCatalogue, NotEnrolled, Station, StationSettings, enrol_with, open_station, trial_portal

STATIONS = {"kw": "K01", "jo": "J01", "om": "M01", "sa": "S01"}
PHONES = {"kw": "139", "jo": "06-5008080", "om": "1111", "sa": "940"}


def main(words: Sequence[str] | None = None) -> int:
    """Run the kiosk; returns the exit code."""
    arguments = parse_arguments(words)
    logging.basicConfig(level=logging.WARNING, format="%(name)s %(levelname)s %(message)s")
    application = QGuiApplication(sys.argv[:1])
    portal = None if arguments.portal else trial_portal(_home(arguments) / "portal")
    try:
        if portal is not None:
            enrol_with(portal, _home(arguments), STATIONS[arguments.country], arguments.country)
        try:
            station = open_station(_settings(arguments, portal.url if portal else arguments.portal))
            station.recover()
        except (NotEnrolled, NoCatalogue, StoreError) as error:
            return apologise(application, str(error))
        kiosk, pump, chores = _open(station)
        shape_window(kiosk.window, arguments)
        begin(arguments, kiosk, station, portal, application.exit)
        pump.poke()
        chores.start()
        code = application.exec()
        pump.stop()
        chores.stop()
        kiosk.close()
        return code
    finally:
        if portal is not None:
            portal.stop()


def _home(arguments: argparse.Namespace) -> Path:
    if arguments.home:
        return Path(arguments.home)
    return Path("var/station") if arguments.portal else Path("var/kiosk") / str(arguments.country)


def _settings(arguments: argparse.Namespace, portal_url: str) -> StationSettings:
    return StationSettings(
        home=_home(arguments),
        development=arguments.development or not arguments.portal,
        portal_url=portal_url,
        card_scanner=arguments.card_scanner,
        document_scanner=arguments.document_scanner,
        printer=f"simulated:{arguments.play / 'printed'}" if arguments.play else arguments.printer,
        printer_dots=arguments.printer_dots,
        terminal=arguments.terminal,
        thinking_seconds=0.0 if arguments.haste else 0.8,
    )


def _open(station: Station) -> tuple[KioskWindow, OutboxPump, Chores]:
    machine = VisitMachine(station.catalogue, station.clock, Language.AR)
    visit = VisitModel(machine, station.wording, station.perform, Background(), Background())
    pump = OutboxPump(station.send_one)
    pump.acknowledged.connect(lambda packet, case: visit.dispatch(Acknowledged(packet, case)))
    visit.submitted.connect(pump.poke)
    station.submitted = visit.submitted.emit
    chores = Chores(lambda: station.settle_payments(lambda: visit.paying), station.take_newer_catalogue)
    for between_visits in (visit.wiped, chores.done):
        between_visits.connect(lambda: machine.use_catalogue(station.catalogue))
    crash.install(visit.abandon)
    return open_window(visit, _place(station), code_picture), pump, chores


def _place(station: Station) -> Place:
    identity = station.identity
    phone = PHONES.get(identity.country, "")
    return Place(identity.municipality, identity.office, identity.country, phone, (PaymentMethod.CARD,))
