"""The office client's one boring file: settings, station, tills, operators and window, joined and started."""

from __future__ import annotations

import argparse
import dataclasses
import getpass
import logging
import sys
from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from office_client.arguments import parse_arguments
from office_client.closed import say_closed
from office_client.counter_desk import counter_desk
from office_client.operator_prompt import add_operator
from office_client.picture_tour import PictureTour
from office_client.service import Service
from office_client.ui.look import dress
from office_client.ui.window import OfficeWindow
from shubbak.adapters.devices.cash_drawer import CashDrawer, CounterTills
from shubbak.adapters.system.memory_image import forbid_memory_images
from shubbak.adapters.system.operator_file import OperatorFile
from shubbak.adapters.system.station_home import StationHome
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.qtkit import crash
from shubbak.qtkit.background import Background
from shubbak.qtkit.collector import Collector
from shubbak.resources import load_wording
from shubbak.station.arguments import on_trial, station_home, station_settings
from shubbak.station.device_desk import device_desk
from shubbak.station.identity import StationClosed
from shubbak.station.joining import Station, open_station
from shubbak.station.next_door import NextDoor
from shubbak.station.trial import DEMONSTRATION, start_trial


def main(words: Sequence[str] | None = None) -> int:
    """Run the office client; returns the exit code."""
    arguments = parse_arguments(words)
    forbid_memory_images()
    logging.basicConfig(level=logging.WARNING, format="%(name)s %(levelname)s %(message)s")
    home = station_home(arguments)
    operators = OperatorFile(StationHome(home).operators, SystemClock(), development=on_trial(arguments))
    if arguments.add_operator is not None:
        return add_operator(operators, arguments.add_operator, load_wording(), getpass.getpass)
    application = QApplication(sys.argv[:1])
    dress(application)
    portal = None if arguments.portal else start_trial(home, arguments.country, "51", samples=True)
    try:
        try:
            url = portal.url if portal else arguments.portal
            station = open_station(station_settings(arguments, url, at_once=bool(arguments.screens)))
        except StationClosed as error:
            return say_closed(str(error))
        if on_trial(arguments):
            operators.add(*DEMONSTRATION, demonstration=True)
        return _run(arguments, application, station, operators)
    finally:
        if portal is not None:
            portal.stop()


def _run(arguments: argparse.Namespace, application: QApplication, station: Station, operators: OperatorFile) -> int:
    drawer = CashDrawer(station_home(arguments) / "cash-drawer.jsonl", station.devices.printer)
    tills = CounterTills(station.devices.terminal, drawer)
    station.devices = dataclasses.replace(station.devices, terminal=tills)
    next_door = NextDoor(station, arguments.neighbours, arguments.listen_neighbours)
    settings = station_settings(arguments, arguments.portal)
    service = Service(station, next_door, settings.code_reader)
    worker, aside, collector = Background(), Background(), Collector()
    desk = dataclasses.replace(
        counter_desk(station, operators, service.pump, next_door.others, demonstration=on_trial(arguments)),
        devices=device_desk(StationHome(station_home(arguments)), settings, service.codes),
    )
    window = OfficeWindow(desk, worker, aside)
    service.join(window)
    crash.install(window.start_again)
    if arguments.screens:
        PictureTour(window, arguments.screens).go()
        code = 0
    else:
        window.show()
        window.sign_in.begin()
        service.start()
        code = application.exec()
    service.stop()
    for background in (worker, aside):
        background.finish()
    collector.stop()
    return code
