"""`shubbak updates`: what this station has of catalogue and program, what is offered, and taking it."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shubbak.adapters.system.station_home import StationHome, station_home
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.adapters.updates.program_shelf import FolderShelf
from shubbak.cli.station_file import complain
from shubbak.ports.memory import StationMemory
from shubbak.ports.portal import PortalError
from shubbak.ports.store import StoreError
from shubbak.ports.updates import UpdateError
from shubbak.services.catalogue_intake import CatalogueError, current_catalogue, take_catalogue
from shubbak.services.program_intake import newer_program, stage_newer_program
from shubbak.services.station_identity import StationIdentity
from shubbak.services.update_refusals import LAST_REFUSAL, UpdateRefusals
from shubbak.station.identity import StationClosed, read_identity
from shubbak.station.late_updates import LateUpdates
from shubbak.station.portal_authority import portal_ca
from shubbak.station.store_door import StationKeys, open_store

Verb = Callable[[argparse.Namespace, StationHome, StationIdentity, StationMemory], int]


def add_parser(subparsers: Any) -> None:
    """Add the command and its verbs."""
    parser = subparsers.add_parser("updates", help="say what this station has and what is offered")
    _add_places(parser, "")
    parser.set_defaults(run=lambda arguments: _run(arguments, _status))
    verbs = parser.add_subparsers(metavar="VERB")
    for name, verb, words in (
        ("status", _status, "what this station has; asks nobody"),
        ("check", _check, "take a newer catalogue, and say whether there is a newer release"),
        ("stage", _stage, "fetch a newer release and lay it beside the one that runs, to be tried in a lull"),
    ):
        below = verbs.add_parser(name, help=words)
        _add_places(below, argparse.SUPPRESS)
        below.add_argument("--stick", type=Path, help="a folder with the portal's metadata/ and targets/ instead of it")
        below.set_defaults(run=lambda arguments, verb=verb: _run(arguments, verb))


def _add_places(parser: argparse.ArgumentParser, default: str) -> None:
    parser.add_argument("--home", default=default, help="the station's folder (SHUBBAK_HOME, else var/station)")
    parser.add_argument("--versions", default=default, help="the folder of releases (SHUBBAK_VERSIONS)")
    parser.add_argument("--state", default=default, help="what the launcher remembers (SHUBBAK_PROGRAM_STATE)")


def _run(arguments: argparse.Namespace, verb: Verb) -> int:
    home = station_home(arguments.home)
    try:
        keys = StationKeys(home)
        identity = read_identity(home.folder, keys)
        store = open_store(home, keys)
        try:
            return verb(arguments, home, identity, store)
        finally:
            store.close()
    except StationClosed as error:
        return complain(f"problem.{error}")
    except (StoreError, UpdateError, PortalError, CatalogueError) as error:
        return complain(f"problem.{error.code}")


def _status(arguments: argparse.Namespace, home: StationHome, identity: StationIdentity, store: StationMemory) -> int:
    kept = current_catalogue(store, identity.portal_signing)
    print(f"catalogue  version {kept.version if kept else 0}")
    print(f"root       {_fingerprint(identity.update_root)}")
    refused = store.fact(LAST_REFUSAL)
    if refused:
        complain(f"problem.{refused}")
    shelf = _shelf(arguments)
    state = shelf.state() if shelf else None
    if state is not None:
        bad = f"  given up {' '.join(state.bad)}" if state.bad else ""
        print(f"program    {state.current}  staged {state.staged or '-'}{bad}")
    return 0


def _check(arguments: argparse.Namespace, home: StationHome, identity: StationIdentity, store: StationMemory) -> int:
    updates, refusals = _updates(arguments, home, identity, store), UpdateRefusals(store, store)
    try:
        newer = take_catalogue(updates, store, identity.portal_signing)
    except (UpdateError, CatalogueError) as error:
        refusals.note("catalogue-refused", error)
        raise
    refusals.all_well()
    print(f"catalogue  {f'version {newer.version} taken' if newer else 'nothing newer'}")
    shelf = _shelf(arguments)
    offer = newer_program(updates, shelf) if shelf else updates.newest_program()
    print(f"program    {f'{offer.version} is offered, {offer.length} bytes' if offer else 'nothing newer'}")
    return 0


def _stage(arguments: argparse.Namespace, home: StationHome, identity: StationIdentity, store: StationMemory) -> int:
    shelf = _shelf(arguments)
    if shelf is None:
        print("shubbak updates: name the folders with --versions and --state", file=sys.stderr)
        return 2
    try:
        version = stage_newer_program(_updates(arguments, home, identity, store), shelf)
    except UpdateError as error:
        UpdateRefusals(store, store).note("program-refused", error)
        raise
    print(f"program    {f'{version} is staged' if version else 'nothing newer'}")
    return 0


def _updates(
    arguments: argparse.Namespace, home: StationHome, identity: StationIdentity, store: StationMemory
) -> LateUpdates:
    if not identity.update_root:
        raise UpdateError("update-missing")
    stick = getattr(arguments, "stick", None)
    return LateUpdates(home.updates, identity, identity.portal_url, store, SystemClock(), stick, portal_ca())


def _shelf(arguments: argparse.Namespace) -> FolderShelf | None:
    versions = arguments.versions or os.environ.get("SHUBBAK_VERSIONS", "")
    state = arguments.state or os.environ.get("SHUBBAK_PROGRAM_STATE", "")
    return FolderShelf(Path(state), Path(versions)) if versions and state else None


def _fingerprint(root: str) -> str:
    digest = hashlib.sha256(root.encode()).hexdigest()
    return " ".join(digest[start : start + 8] for start in range(0, 64, 8)) if root else "-"
