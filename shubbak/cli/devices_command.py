"""`shubbak devices`: which devices this station uses; find others, try one, choose one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from shubbak import resources
from shubbak.adapters.system.chosen_devices import ROLES
from shubbak.adapters.system.station_home import station_home
from shubbak.cli.station_file import complain
from shubbak.domain.text import Language
from shubbak.ports.devices import ChoiceError
from shubbak.services.device_desk import DeviceDesk
from shubbak.services.device_words import device_name, fault_words, search_words
from shubbak.station.device_desk import device_desk
from shubbak.station.settings import StationSettings

_BOTH = (Language.EN, Language.AR)
_ROLE_WORDS = {role.replace("_", "-"): role for role in ROLES}


def add_parser(subparsers: Any) -> None:
    """Add the command and its verbs."""
    parser = subparsers.add_parser("devices", help="list this station's devices; find others, try one, choose one")
    parser.add_argument("--home", default="", help="the station's folder (SHUBBAK_HOME, else var/station)")
    parser.set_defaults(run=_list)
    verbs = parser.add_subparsers(metavar="VERB")
    find = verbs.add_parser(
        "find", help="list what answers: SANE, network scanners, serial lines of USB, chip readers (10 s)"
    )
    find.set_defaults(run=_find)
    test = verbs.add_parser(
        "test", help="scan one page, read one code or try one chip, and say what came; nothing is kept"
    )
    test.add_argument("address", help="as `shubbak devices find` lists it")
    test.set_defaults(run=_test)
    use = verbs.add_parser("use", help="choose a device for a role; without an address, forget the choice")
    use.add_argument("role", choices=sorted(_ROLE_WORDS))
    use.add_argument("address", nargs="?", default="")
    use.set_defaults(run=_use)
    for verb in (find, test, use):
        verb.add_argument("--home", default=argparse.SUPPRESS, help="the station's folder")


def _desk(arguments: argparse.Namespace) -> DeviceDesk:
    home = station_home(arguments.home)
    # A simulator may be tried here too: it is nobody's visit.
    return device_desk(home, StationSettings(Path(home.folder), development=True))


def _list(arguments: argparse.Namespace) -> int:
    chosen = _desk(arguments).chosen_devices()
    for role, address in chosen.items():
        print(f"{_both(f'devices.role.{role}', between=' · ')}\n  {address}")
    return 0 if chosen else complain("devices.none_chosen")


def _find(arguments: argparse.Namespace) -> int:
    search = _desk(arguments).find_devices()
    wording = resources.load_wording()
    for each in search.devices:
        name = device_name(each.kind, each.address, each.name, wording, Language.EN)
        print(f"{each.address}\n  {name}\n  {_both(f'devices.kind.{each.kind}', between=' · ')}")
    for key in search_words(search):
        complain(key)
    return 0 if search.devices else 1


def _test(arguments: argparse.Namespace) -> int:
    for way, words in (("serial:", "devices.show_a_code"), ("pcsc:", "devices.trying_chip_reader")):
        if arguments.address.startswith(way):
            print(_both(words), flush=True)
    report = _desk(arguments).check_device(arguments.address)
    if not report.ok:
        # As to staff: who types this is nobody to be sent to them.
        print("\n".join(fault_words(report.code, resources.load_wording(), each) for each in _BOTH), file=sys.stderr)
        return 1
    if report.answer is not None:
        print(_both(f"devices.chip_{report.answer}"))
        return 0
    print(_both("devices.works", seconds=f"{report.seconds:.1f}", size=str(report.size)))
    if report.pixels:
        width, height = report.pixels
        print(_both("devices.page", width=str(width), height=str(height)))
    if report.faults is not None:
        print(_both("devices.not_good" if report.faults else "devices.good"))
        for code in report.faults:
            print("\n".join(fault_words(code, resources.load_wording(), each) for each in _BOTH))
    return 0


def _use(arguments: argparse.Namespace) -> int:
    role = _ROLE_WORDS[arguments.role]
    try:
        _desk(arguments).choose_device(role, arguments.address)
    except ChoiceError as error:
        return complain(f"problem.{error.code}")
    wording, key = resources.load_wording(), "devices.chosen" if arguments.address else "devices.forgotten"
    for language in Language:
        values = {"role": wording.say(f"devices.role.{role}", language)}
        print(wording.say(key, language, **values, **({"address": arguments.address} if arguments.address else {})))
    return 0


def _both(key: str, between: str = "\n", **values: str) -> str:
    wording = resources.load_wording()
    return between.join(wording.say(key, language, **values) for language in _BOTH)
