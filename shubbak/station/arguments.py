"""The part of an app's command line that says where its station lies and what stands around it."""

from __future__ import annotations

import argparse
from pathlib import Path

from shubbak.adapters.system.chosen_devices import ChosenDevices
from shubbak.adapters.system.station_home import StationHome
from shubbak.station.portal_authority import add_portal_ca
from shubbak.station.settings import StationSettings

COUNTRIES = ("kw", "jo", "om", "sa")


def add_station_arguments(parser: argparse.ArgumentParser, trial: str) -> None:
    """Add the options. Without --portal the app is on trial, in `var/<trial>/<country>`, with an embedded portal."""
    parser.set_defaults(trial=trial)
    parser.add_argument("--home", type=Path, help=f"the station's folder (var/{trial} on trial, else var/station)")
    parser.add_argument("--portal", default="", metavar="URL", help="the portal it is enrolled with; none: a trial")
    add_portal_ca(parser)
    parser.add_argument("--country", choices=COUNTRIES, default="kw", help="whose station a trial is (%(default)s)")
    devices = parser.add_argument_group("devices")
    for role in ("card-scanner", "document-scanner", "printer", "code-reader", "chip-reader"):
        devices.add_argument(f"--{role}", default="", metavar="ADDRESS", help="default: as `shubbak devices use` chose")
    devices.add_argument(
        "--other-printer",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="another receipt printer, to which staff may send a receipt; may be given again",
    )
    devices.add_argument("--page-printer", default="", metavar="ADDRESS", help="prints plans: ipp://… or cups:QUEUE")
    devices.add_argument("--cadastre", type=Path, metavar="FILE", help="the land for plans (the station's own)")
    devices.add_argument("--chip-trust", type=Path, metavar="FOLDER", help="who vouches for chips (the station's own)")
    devices.add_argument("--printer-dots", type=int, default=576, choices=(384, 512, 576))
    devices.add_argument("--terminal", default="simulated:", metavar="ADDRESS")
    devices.add_argument("--development", action="store_true", help="allow simulated devices with a named portal")


def station_home(arguments: argparse.Namespace) -> Path:
    """Return the station's folder."""
    if arguments.home:
        return Path(arguments.home)
    return Path("var/station") if arguments.portal else Path("var") / str(arguments.trial) / str(arguments.country)


def on_trial(arguments: argparse.Namespace) -> bool:
    """Whether simulated devices may serve."""
    return bool(arguments.development or not arguments.portal)


def station_settings(arguments: argparse.Namespace, portal_url: str, *, at_once: bool = False) -> StationSettings:
    """Return what the command line decides, and for devices that it does not name what was chosen at the station;
    `at_once` takes the thinking time out of simulated devices.
    """
    home = station_home(arguments)
    chosen = ChosenDevices(StationHome(home).chosen_devices).chosen()
    return StationSettings(
        home=home,
        development=on_trial(arguments),
        portal_url=portal_url,
        portal_ca=arguments.portal_ca,
        card_scanner=arguments.card_scanner or chosen.get("card_scanner", "simulated:"),
        document_scanner=arguments.document_scanner or chosen.get("document_scanner", "simulated:"),
        printer=arguments.printer or chosen.get("printer", "simulated:"),
        code_reader=arguments.code_reader or chosen.get("code_reader", ""),
        printer_dots=arguments.printer_dots,
        other_printers=tuple(arguments.other_printer or filter(None, [chosen.get("other_printer", "")])),
        terminal=arguments.terminal,
        page_printer=arguments.page_printer or ("" if arguments.portal else "simulated:"),
        cadastre=arguments.cadastre,
        chip_reader=arguments.chip_reader or chosen.get("chip_reader", ""),
        chip_trust=arguments.chip_trust,
        thinking_seconds=0.0 if at_once else 0.8,
    )
