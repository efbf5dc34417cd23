"""The kiosk's command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from shubbak.station.arguments import add_station_arguments, on_trial


def parse_arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line. Without --portal the kiosk is on trial: an embedded portal and simulated devices."""
    parser = argparse.ArgumentParser(prog="kiosk", description="The citizen's kiosk.")
    add_station_arguments(parser, "kiosk")
    parser.add_argument("--landscape", action="store_true", help="1920 by 1080 instead of 1080 by 1920")
    parser.add_argument("--windowed", action="store_true", help="in a window a third as large, for a desk")
    parser.add_argument("--full-screen", action="store_true", help="the whole screen, as in service")
    parser.add_argument("--development-keys", action="store_true", help="on trial only: let every key and menu through")
    parser.add_argument(
        "--here", type=_point, default="", metavar="LAT,LONG", help="where the kiosk stands, in degrees"
    )
    rehearsals = parser.add_argument_group("rehearsals (a hand inside the kiosk touches its own screen)")
    rehearsals.add_argument("--play", type=Path, metavar="DIR", help="play one visit, leave its record in DIR, end")
    rehearsals.add_argument("--screens", type=Path, metavar="DIR", help="draw every screen in both languages, end")
    rehearsals.add_argument("--text-scale", type=float, default=1.0, metavar="N", help="with --screens: 1 to 2")
    rehearsals.add_argument("--contrast", action="store_true", help="with --screens: the high-contrast theme")
    rehearsals.add_argument("--pilot", type=int, default=0, metavar="N", help="play N visits, one line a receipt")
    rehearsals.add_argument("--service", default="kw.health.licence_renewal", metavar="ID", help="what visits ask for")
    rehearsals.add_argument("--talk", action="store_true", help="with --pilot: one line for each new screen, too")
    rehearsals.add_argument("--hand", action="store_true", help="take touches from standard input, one JSON a line")
    rehearsals.add_argument("--haste", action="store_true", help="devices take no time, nothing moves")
    rehearsals.add_argument("--first-frame", action="store_true", help="say when the first picture stands, and end")
    arguments = parser.parse_args(words)
    if arguments.development_keys and not on_trial(arguments):
        parser.error("--development-keys belongs to a trial or to --development")
    if arguments.play:
        arguments.printer = f"simulated:{arguments.play / 'printed'}"
    return arguments


def _point(untrusted: str) -> str:
    if not untrusted:
        return ""
    latitude, longitude = (float(figure) for figure in untrusted.split(","))
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError
    return f"{latitude:.6f},{longitude:.6f}"
