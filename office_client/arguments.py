"""The office client's command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from shubbak.adapters.neighbour.client import HttpNeighbour
from shubbak.station.arguments import add_station_arguments


def parse_arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line. Without --portal the counter is on trial: an embedded portal and simulated devices."""
    parser = argparse.ArgumentParser(prog="office_client", description="The counter of a service office.")
    add_station_arguments(parser, "office")
    parser.add_argument("--add-operator", metavar="NAME", help="ask for a PIN, write the operator down, and end")
    parser.add_argument("--screens", type=Path, metavar="DIR", help="draw every page in both languages, and end")
    near = parser.add_argument_group("stations of the same office")
    near.add_argument(
        "--neighbours", type=_addresses, default=(), metavar="HOST:PORT,…", help="where their doors are on the LAN"
    )
    near.add_argument("--listen-neighbours", type=int, metavar="PORT", help="open a door for them; none: no door")
    return parser.parse_args(words)


def _addresses(words: str) -> tuple[str, ...]:
    """Split addresses; raises ArgumentTypeError for one that is none."""
    addresses = tuple(word.strip() for word in words.split(",") if word.strip())
    try:
        for address in addresses:
            HttpNeighbour(address)
    except ValueError as error:
        raise argparse.ArgumentTypeError("write host:port, several with commas between them") from error
    return addresses
