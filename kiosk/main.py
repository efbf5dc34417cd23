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
# The keyboard is the kiosk's own; a system's input method would bring windows and a memory of words along.
os.environ["QT_IM_MODULE"] = os.environ["QT_IM_MODULES"] = "none"

from PySide6.QtGui import QGuiApplication

from kiosk.arguments import parse_arguments
from kiosk.opening import open_early
from kiosk.out_of_service import apologise
from kiosk.shape import fills_screen, shape_window, wait_for_first_frame
from kiosk.window import KioskWindow
from shubbak.adapters.system.embedded_portal import EmbeddedPortal
from shubbak.adapters.system.memory_image import forbid_memory_images
from shubbak.station.arguments import station_home, station_settings
from shubbak.station.identity import StationClosed, read_office
from shubbak.station.settings import StationSettings


def main(words: Sequence[str] | None = None) -> int:
    """Run the kiosk; returns the exit code."""
    arguments = parse_arguments(words)
    forbid_memory_images()
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
        kiosk = open_early(read_office(settings.home), arguments.here)
        if not arguments.development_keys:
            kiosk.lock(full_screen=fills_screen(arguments))
        shape_window(kiosk.window, arguments)
        wait_for_first_frame(kiosk.window)
        if arguments.first_frame:
            print("first frame", flush=True)
        return _serve(application, arguments, settings, kiosk, portal)
    except StationClosed as error:
        return apologise(application, str(error))


def _serve(
    application: QGuiApplication,
    arguments: argparse.Namespace,
    settings: StationSettings,
    kiosk: KioskWindow,
    portal: EmbeddedPortal | None,
) -> int:
    """Join the station to the window, behind its first picture, and run until the end; raises StationClosed."""
    from kiosk.heartbeat import Heartbeat
    from kiosk.performance import begin
    from kiosk.service import Service
    from shubbak.adapters.system.service_notice import ServiceNotice
    from shubbak.qtkit.collector import Collector
    from shubbak.station.joining import open_station

    try:
        station = open_station(settings)
    except StationClosed:
        kiosk.close()
        raise
    collector, service = Collector(), Service(station, kiosk, settings)
    begin(arguments, kiosk, station, portal, application.exit)
    heartbeat = Heartbeat(ServiceNotice())
    code = 0 if arguments.first_frame else application.exec()
    heartbeat.stop()
    service.stop()
    kiosk.visit.wind_down()
    collector.stop()
    kiosk.close()
    return code
