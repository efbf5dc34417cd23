"""`shubbak operators`: who may sign in at this station's counter, and open its kiosk's staff mode."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shubbak import resources
from shubbak.adapters.system.operator_file import OperatorFile
from shubbak.adapters.system.station_home import station_home
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language, isolate, isolate_name
from shubbak.ports.operators import OperatorsError
from shubbak.station.card_making import make_card
from shubbak.station.identity import StationClosed


def add_parser(subparsers: Any) -> None:
    """Add the command and its verb."""
    parser = subparsers.add_parser("operators", help="list who may work at this station; add one, or give a new PIN")
    parser.add_argument("--home", default="", help="the station's folder (SHUBBAK_HOME, else var/station)")
    parser.set_defaults(run=_list)
    verbs = parser.add_subparsers(metavar="VERB")
    add = verbs.add_parser("add", help="add an operator, or give a known one a new PIN; asks for it twice")
    add.add_argument("name")
    add.add_argument("--home", default=argparse.SUPPRESS, help="the station's folder")
    add.set_defaults(run=_add)
    card = verbs.add_parser("card", help="make an operator's staff card for the kiosk, in place of any other")
    card.add_argument("name")
    way = card.add_mutually_exclusive_group(required=True)
    way.add_argument("--out", type=Path, metavar="FILE.png", help="the picture to print: a new file, its owner's alone")
    way.add_argument("--revoke", action="store_true", help="no card any more: the PIN alone is enough again")
    card.add_argument("--home", default=argparse.SUPPRESS, help="the station's folder")
    card.set_defaults(run=_card)


def _file(arguments: argparse.Namespace) -> OperatorFile:
    return OperatorFile(station_home(arguments.home).operators, SystemClock())


def _list(arguments: argparse.Namespace) -> int:
    try:
        names = _file(arguments).names()
    except OperatorsError as error:
        return _say(f"problem.{error.code}")
    for name in names:
        print(name)
    return 0 if names else _say("problem.staff-nobody")


def _add(arguments: argparse.Namespace) -> int:
    first = getpass.getpass(_both("office.operator.ask_pin"))
    if first != getpass.getpass(_both("office.operator.ask_again")):
        return _say("office.operator.differ")
    try:
        problem = _file(arguments).add(arguments.name, first)
    except OperatorsError as error:
        problem = Problem(error.code)
    if problem is not None:
        return _say(f"problem.{problem.code}", problem.params)
    return _say("office.operator.added", {"name": isolate_name(arguments.name)}, code=0)


def _card(arguments: argparse.Namespace) -> int:
    try:
        problem = _revoke(arguments) if arguments.revoke else make_card(arguments.home, arguments.name, arguments.out)
    except (OperatorsError, StationClosed) as error:
        problem = Problem(str(error))
    except OSError:
        return _say("office.operator.card_not_written", {"file": isolate(str(arguments.out))})
    if problem is not None:
        return _say(f"problem.{problem.code}", problem.params)
    said = {"name": isolate_name(arguments.name)}
    if arguments.revoke:
        return _say("office.operator.card_revoked", said, code=0)
    return _say("office.operator.card_made", {**said, "file": isolate(str(arguments.out))}, code=0)


def _revoke(arguments: argparse.Namespace) -> Problem | None:
    return _file(arguments).keep_card(arguments.name, "")


def _both(key: str) -> str:
    wording = resources.load_wording()
    return f"{wording.say(key, Language.EN).strip()} / {wording.say(key, Language.AR)}"


def _say(key: str, params: Mapping[str, str] | None = None, code: int = 1) -> int:
    wording = resources.load_wording()
    for language in (Language.EN, Language.AR):
        print(wording.say(key, language, **(params or {})), file=sys.stderr if code else sys.stdout)
    return code
