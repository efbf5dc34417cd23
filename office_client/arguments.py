"""The office client's command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from shubbak.station.arguments import add_station_arguments


def parse_arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line. Without --portal the counter is on trial: an embedded portal and simulated devices."""
    parser = argparse.ArgumentParser(prog="office_client", description="The counter of a service office.")
    add_station_arguments(parser, "office")
    parser.add_argument("--add-operator", metavar="NAME", help="ask for a PIN, write the operator down, and end")
    parser.add_argument("--screens", type=Path, metavar="DIR", help="draw every page in both languages, and end")
    return parser.parse_args(words)
