"""`stage-release`: the updater of a kiosk, which runs as a user of its own so that a kiosk cannot write its program.

It knows a portal's address and a pinned root and nothing of the station: no store, no identity, no person.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from shubbak.adapters.system.system_clock import SystemClock
from shubbak.adapters.updates.facts_file import FactsFile
from shubbak.adapters.updates.program_shelf import FolderShelf
from shubbak.adapters.updates.tuf_updates import TufUpdates
from shubbak.ports.updates import UpdateError
from shubbak.services.program_intake import stage_newer_program
from shubbak.station.late_updates import this_platform
from shubbak.station.portal_authority import add_portal_ca
from shubbak.station.update_line import PortalLine

VERB = "stage-release"


def main(words: Sequence[str]) -> int:
    """Fetch and stage what is newer; 0 also when nothing is, 1 with a code on standard error when it was refused."""
    parser = argparse.ArgumentParser(
        prog=VERB, description="Fetch a newer release and lay it beside the one that runs."
    )
    parser.add_argument("--portal", required=True, metavar="URL")
    add_portal_ca(parser)
    parser.add_argument(
        "--root", type=Path, required=True, help="the pinned root.json, checked against its fingerprint"
    )
    parser.add_argument("--folder", type=Path, required=True, help="where metadata and downloads lie")
    parser.add_argument("--versions", type=Path, required=True, help="the folder with one folder a release")
    parser.add_argument("--state", type=Path, required=True, help="what the launcher remembers")
    arguments = parser.parse_args(words)
    try:
        arguments.folder.mkdir(parents=True, exist_ok=True)
        root, facts = arguments.root.read_text(encoding="utf-8"), FactsFile(arguments.folder / "facts.json")
        line, clock = PortalLine(arguments.portal, arguments.portal_ca), SystemClock()
        updates = TufUpdates(arguments.folder, root, line, facts, clock, this_platform())
        version = stage_newer_program(updates, FolderShelf(arguments.state, arguments.versions))
    except (UpdateError, OSError) as error:
        print(f"{VERB}: {error}", file=sys.stderr)
        return 1
    print(f"{VERB}: {version + ' is staged' if version else 'nothing newer'}")
    return 0
