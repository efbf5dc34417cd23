"""Starts the rehearsal that the command line asks for, if any."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable
from typing import Any

from kiosk.window import KioskWindow
from shubbak.adapters.system.embedded_portal import EmbeddedPortal
from shubbak.station import Station


def begin(
    arguments: argparse.Namespace,
    kiosk: KioskWindow,
    station: Station,
    portal: EmbeddedPortal | None,
    end: Callable[[int], None],
) -> None:
    """Begin nothing (in service), one played visit, the drawing of all screens, many visits, or a remote hand."""
    if arguments.play and portal is not None:
        _play(arguments, kiosk, portal, end)
    elif arguments.screens:
        from kiosk.gallery import Gallery

        _keep(kiosk, Gallery(kiosk, station, arguments.screens, arguments.landscape, lambda: end(0))).start()
    elif arguments.pilot:
        _pilot(arguments.pilot, arguments.country, kiosk, end)
    elif arguments.hand:
        from kiosk.hand import Hand
        from kiosk.rehearsal import RemoteHand

        _keep(kiosk, RemoteHand(kiosk, Hand(kiosk.window), lambda: end(0)))


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


def _pilot(visits: int, country: str, kiosk: KioskWindow, end: Callable[[int], None]) -> None:
    from kiosk.hand import Hand
    from kiosk.pilot import Pilot
    from kiosk.rehearsal import Rehearsal

    left = [visits]

    def seen(state: dict[str, Any]) -> None:
        if state["screen"] == "receipt" and state["busy"] == "print":
            print(f"receipt {state['receipt']} {state['application']}", flush=True)
            left[0] -= 1
            if left[0] == 0:
                end(0)

    service = "kw.health.licence_renewal" if country == "kw" else ""
    _keep(kiosk, Rehearsal(kiosk, Pilot(Hand(kiosk.window), service), seen)).start()
