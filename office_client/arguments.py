"""The office client's command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from shubbak.station import StationSettings

COUNTRIES = ("kw", "jo", "om", "sa")


def parse_arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line. Without --portal the counter is on trial: an embedded portal and simulated devices."""
    parser = argparse.ArgumentParser(prog="office_client", description="The counter of a service office.")
    parser.add_argument("--home", type=Path, help="the station's folder (var/office on trial, else var/station)")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--portal", default="", metavar="URL", help="the portal it is enrolled with; none: a trial")
    where.add_argument("--embedded", action="store_true", help="a portal of its own (the default without --portal)")
    parser.add_argument("--country", choices=COUNTRIES, default="kw", help="whose counter a trial is (%(default)s)")
    parser.add_argument("--add-operator", metavar="NAME", help="ask for a PIN, write the operator down, and end")
    devices = parser.add_argument_group("devices")
    devices.add_argument("--card-scanner", default="simulated:", metavar="ADDRESS")
    devices.add_argument("--document-scanner", default="simulated:", metavar="ADDRESS")
    devices.add_argument("--printer", default="simulated:", metavar="ADDRESS")
    devices.add_argument("--printer-dots", type=int, default=576, choices=(384, 512, 576))
    devices.add_argument("--terminal", default="simulated:", metavar="ADDRESS")
    devices.add_argument("--development", action="store_true", help="allow simulated devices with a named portal")
    parser.add_argument("--screens", type=Path, metavar="DIR", help="draw every page in both languages, and end")
    arguments = parser.parse_args(words)
    trial = Path("var/office") / arguments.country
    arguments.home = arguments.home or (Path("var/station") if arguments.portal else trial)
    arguments.development = arguments.development or not arguments.portal
    return arguments


def station_settings(arguments: argparse.Namespace, portal_url: str) -> StationSettings:
    """Return what the command line decides about the station; drawing pages waits for no device."""
    return StationSettings(
        home=arguments.home,
        development=arguments.development,
        portal_url=portal_url,
        card_scanner=arguments.card_scanner,
        document_scanner=arguments.document_scanner,
        printer=arguments.printer,
        printer_dots=arguments.printer_dots,
        terminal=arguments.terminal,
        thinking_seconds=0.0 if arguments.screens else 0.8,
    )
