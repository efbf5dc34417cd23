"""The kiosk's one boring file: settings, window, station, joined and started."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence

# Before Qt is imported: the software renderer needs no graphics driver, and a signature needs every point.
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("QML_NO_TOUCH_COMPRESSION", "1")

from PySide6.QtGui import QGuiApplication, QImage

from kiosk.arguments import parse_arguments
from kiosk.out_of_service import apologise
from kiosk.shape import shape_window, wait_for_first_frame
from kiosk.ui.visit_model import VisitModel
from kiosk.window import KioskWindow, Place, open_window
from shubbak.adapters.system.embedded_portal import EmbeddedPortal
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.domain.payment import PaymentMethod
from shubbak.domain.text import Language
from shubbak.flow.effects import Effect
from shubbak.flow.machine import VisitMachine
from shubbak.forms.catalogue import Catalogue
from shubbak.qtkit import crash
from shubbak.qtkit.background import Background
from shubbak.resources import load_wording
from shubbak.services.station_identity import StationIdentity
from shubbak.station.arguments import station_home, station_settings
from shubbak.station.identity import StationClosed, read_identity
from shubbak.station.settings import StationSettings

PHONES = {"kw": "139", "jo": "06-5008080", "om": "1111", "sa": "940"}


def main(words: Sequence[str] | None = None) -> int:
    """Run the kiosk; returns the exit code."""
    arguments = parse_arguments(words)
    logging.basicConfig(level=logging.WARNING, format="%(name)s %(levelname)s %(message)s")
    application = QGuiApplication(sys.argv[:1])
    application.setApplicationName("shubbak-kiosk")
    if arguments.portal:
        return _run(application, arguments, arguments.portal, None)
    from shubbak.station.trial import start_trial

    portal = start_trial(station_home(arguments), arguments.country, "01")
    try:
        return _run(application, arguments, portal.url, portal)
    finally:
        portal.stop()


def _run(
    application: QGuiApplication, arguments: argparse.Namespace, portal_url: str, portal: EmbeddedPortal | None
) -> int:
    settings = station_settings(arguments, portal_url, at_once=arguments.haste)
    try:
        kiosk = _open(read_identity(settings.home))
        shape_window(kiosk.window, arguments)
        wait_for_first_frame(kiosk.window)
        if arguments.first_frame:
            print("first frame", flush=True)
        return _serve(application, arguments, settings, kiosk, portal)
    except StationClosed as error:
        return apologise(application, str(error))


def _open(identity: StationIdentity) -> KioskWindow:
    """Make the window, whose visits have no services yet: its first picture needs no database and no device."""
    machine = VisitMachine(Catalogue(0, {}), SystemClock(), Language.AR)
    visit = VisitModel(machine, load_wording(), _not_open, Background(), Background())
    crash.install(visit.abandon)
    phone = PHONES.get(identity.country, "")
    place = Place(identity.municipality, identity.office, identity.country, phone, (PaymentMethod.CARD,))
    return open_window(visit, place, _code_picture)


def _not_open(effect: Effect) -> None:
    raise LookupError(f"{type(effect).__name__} before the station was open")


def _code_picture(text: str, side: int) -> QImage:
    from shubbak.qtkit.receipt_blocks import code_picture

    return code_picture(text, side)


def _serve(
    application: QGuiApplication,
    arguments: argparse.Namespace,
    settings: StationSettings,
    kiosk: KioskWindow,
    portal: EmbeddedPortal | None,
) -> int:
    """Join the station to the window, behind its first picture, and run until the end; raises StationClosed."""
    from kiosk.performance import begin
    from kiosk.service import Service
    from shubbak.qtkit.collector import Collector
    from shubbak.station.joining import open_station

    try:
        station = open_station(settings)
    except StationClosed:
        kiosk.close()
        raise
    collector, service = Collector(), Service(station, kiosk.visit)
    begin(arguments, kiosk, station, portal, application.exit)
    code = 0 if arguments.first_frame else application.exec()
    service.stop()
    kiosk.visit.wind_down()
    collector.stop()
    kiosk.close()
    return code
