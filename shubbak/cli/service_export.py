"""`shubbak services export --cpsv`: the catalogue for other catalogues, as CPSV-AP 3.2.0 in JSON-LD."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from shubbak.cli.service_files import say, sound_catalogue
from shubbak.forms.cpsv import cpsv_document
from shubbak.resources import load_wording, root


def add_verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb `export`."""
    export = verbs.add_parser("export", help="write the catalogue for other catalogues")
    export.add_argument("--cpsv", action="store_true", required=True, help="as CPSV-AP 3.2.0 in JSON-LD")
    export.add_argument("--from", dest="folder", metavar="DIR", type=Path, default=root() / "services")
    export.add_argument(
        "--address", metavar="URL", default="https://services.invalid/", help="what all names begin with"
    )
    export.add_argument("--into", metavar="FILE", type=Path, help="a file; printed without it")
    export.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write or print the catalogue; return 1 where it is not sound or nothing can be written."""
    catalogue = sound_catalogue(arguments.folder)
    if catalogue is None:
        return 1
    address = f"{arguments.address.rstrip('/')}/"
    document = cpsv_document(catalogue.services.values(), address, load_wording())
    text = json.dumps(document, ensure_ascii=False, indent=1)
    if arguments.into is None:
        say(text)
        return 0
    into: Path = arguments.into
    try:
        into.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        say(f"{into}: {error.strerror}", error=True)
        return 1
    say(f"{into}: {len(catalogue.services)}")
    return 0
