"""`shubbak carry`: packets leave the station on a USB stick, and the portal's signed answers come home on one."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shubbak import resources
from shubbak.adapters.system.station_home import station_home
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.cli.station_file import complain
from shubbak.domain.text import Language
from shubbak.domain.wording import Wording
from shubbak.ports.store import StoreError
from shubbak.services.carrying import CarriedIn, CarriedOut
from shubbak.services.carrying_words import said_home, said_out
from shubbak.station.identity import StationClosed, read_identity
from shubbak.station.store_door import StationKeys, open_store

if TYPE_CHECKING:
    from shubbak.station.carrying import StickCarrier

_DONE, _NOT_DONE = 0, 1


def add_parser(subparsers: Any) -> None:
    """Add the command and its two ways."""
    parser = subparsers.add_parser("carry", help="carry packets to the portal on a USB stick")
    ways = parser.add_subparsers(metavar="WAY", required=True)
    for name, run, help_text in (
        ("out", _out, "write the waiting packets to a stick; they also stay here"),
        ("in", _home, "read the portal's signed answers from a stick"),
    ):
        way = ways.add_parser(name, help=help_text)
        way.add_argument("stick", type=Path, help="the folder where the stick is mounted")
        way.add_argument("--home", default="", help="the station's folder (SHUBBAK_HOME, else var/station)")
        way.set_defaults(run=run)


def _out(arguments: argparse.Namespace) -> int:
    return _with_carrier(arguments, lambda carrier: _told_out(carrier.out(arguments.stick)))


def _home(arguments: argparse.Namespace) -> int:
    return _with_carrier(arguments, lambda carrier: _told_home(carrier.home(arguments.stick)))


def _told_out(result: CarriedOut) -> int:
    _print(lambda wording, language: said_out(result, wording, language))
    return _NOT_DONE if result.fault else _DONE


def _told_home(result: CarriedIn) -> int:
    _print(lambda wording, language: said_home(result, wording, language))
    return _NOT_DONE if result.faults else _DONE


def _print(say: Callable[[Wording, Language], Iterator[str]]) -> None:
    wording = resources.load_wording()
    print("\n\n".join("\n".join(say(wording, language)) for language in Language))


def _with_carrier(arguments: argparse.Namespace, act: Callable[[StickCarrier], int]) -> int:
    from shubbak.station.carrying import StickCarrier

    home = station_home(arguments.home)
    if not home.store.exists():
        return complain("outbox.no_station", _NOT_DONE, folder=str(home.folder))
    keys = StationKeys(home)
    try:
        identity = read_identity(home.folder, keys)
        store = open_store(home, keys)
        try:
            return act(StickCarrier(store, identity, SystemClock()))
        finally:
            store.close()
    except StoreError as error:
        return complain(f"problem.{error.code}", _NOT_DONE)
    except StationClosed as error:
        return complain(f"problem.{error}", _NOT_DONE)
