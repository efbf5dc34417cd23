"""Starts the rehearsal that the command line asks for, if any."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QObject

from kiosk.window import KioskWindow
from shubbak.adapters.system.embedded_portal import EmbeddedPortal
from shubbak.station.joining import Station


def begin(
    arguments: argparse.Namespace,
    kiosk: KioskWindow,
    station: Station,
    portal: EmbeddedPortal | None,
    end: Callable[[int], None],
) -> None:
    """Begin nothing (in service), one played visit, the drawing of all screens, many visits, or a remote hand."""
    if arguments.haste:
        cast(QObject, kiosk.engine.singletonInstance("Shubbak", "Look")).setProperty("reducedMotion", True)
    if arguments.play and portal is not None:
        _play(arguments, kiosk, portal, end)
    elif arguments.screens:
        from kiosk.gallery import Gallery

        _keep(kiosk, Gallery(kiosk, station, arguments, lambda: end(0))).start()
    elif arguments.pilot:
        _pilot(arguments, kiosk, end)
    elif arguments.hand:
        from kiosk.hand import Hand
        from kiosk.rehearsal import RemoteHand

        _keep(kiosk, RemoteHand(kiosk, Hand(kiosk.window, hasty=arguments.haste), lambda: end(0)))


def _keep(kiosk: KioskWindow, thing: Any) -> Any:
    """Hold on to a rehearsal for as long as the window lives."""
    kiosk.models["rehearsal"] = thing
    return thing


def _play(
    arguments: argparse.Namespace, kiosk: KioskWindow, portal: EmbeddedPortal, end: Callable[[int], None]
) -> None:
    from kiosk.play import Play

    folder = arguments.play
    for old in folder.glob("*.png"):
        old.unlink()
    shutil.rmtree(folder / "printed", ignore_errors=True)
    (folder / "printed").mkdir(parents=True, exist_ok=True)

    def done(ok: bool) -> None:
        print(f"The visit is in the portal once; see {folder}/." if ok else "The portal does not have the visit.")
        end(0 if ok else 1)

    _keep(kiosk, Play(kiosk, portal, folder, done)).start()


def _pilot(arguments: argparse.Namespace, kiosk: KioskWindow, end: Callable[[int], None]) -> None:
    from kiosk.hand import Hand
    from kiosk.pilot import Pilot
    from kiosk.rehearsal import BEAT, HASTY_BEAT, Rehearsal

    shown: list[str] = []

    def seen(state: dict[str, Any]) -> None:
        if arguments.talk:
            print(f"stage {state['stage']} {state['busy']}".rstrip(), flush=True)
        if state["screen"] == "receipt" and state["application"] not in shown:
            print(f"receipt {state['receipt']} {state['application']}", flush=True)
            shown.append(state["application"])
            if len(shown) == arguments.pilot:
                end(0)

    def stuck(why: str) -> None:
        print(f"The pilot cannot go on at {why}", file=sys.stderr, flush=True)
        end(1)

    pilot = Pilot(Hand(kiosk.window, hasty=arguments.haste), arguments.service)
    rehearsal = _keep(kiosk, Rehearsal(kiosk, pilot, seen, HASTY_BEAT if arguments.haste else BEAT))
    rehearsal.stuck.connect(stuck)
    rehearsal.start()
