"""The kiosk's one boring file: settings, station, machine, window, joined and started."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence

# Before Qt is imported: the software renderer needs no graphics driver, and a signature needs every point.
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("QML_NO_TOUCH_COMPRESSION", "1")

from PySide6.QtCore import Qt
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
from shubbak.qtkit import crash
from shubbak.qtkit.background import Background
from shubbak.qtkit.chores import Chores
from shubbak.qtkit.outbox_pump import OutboxPump
from shubbak.qtkit.receipt_blocks import code_picture
from shubbak.station import (
    Station,
    StationClosed,
    open_station,
    start_trial,
    station_home,
    station_settings,
)

PHONES = {"kw": "139", "jo": "06-5008080", "om": "1111", "sa": "940"}


def main(words: Sequence[str] | None = None) -> int:
    """Run the kiosk; returns the exit code."""
    arguments = parse_arguments(words)
    logging.basicConfig(level=logging.WARNING, format="%(name)s %(levelname)s %(message)s")
    application = QGuiApplication(sys.argv[:1])
    application.setApplicationName("shubbak-kiosk")
    portal = None if arguments.portal else start_trial(station_home(arguments), arguments.country, "01")
    try:
        try:
            station = open_station(
                station_settings(arguments, portal.url if portal else arguments.portal, at_once=arguments.haste)
            )
        except StationClosed as error:
            return apologise(application, str(error))
        kiosk, pump, chores = _open(station)
        # The outbox and the chores begin behind the first picture: they load much that a visitor need not wait for.
        for begins in (pump.poke, chores.start):
            kiosk.window.frameSwapped.connect(begins, Qt.ConnectionType.SingleShotConnection)
        shape_window(kiosk.window, arguments)
        begin(arguments, kiosk, station, portal, application.exit)
        code = application.exec()
        pump.stop()
        chores.stop()
        kiosk.close()
        return code
    finally:
        if portal is not None:
            portal.stop()


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
