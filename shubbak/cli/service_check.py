"""`shubbak services check`: are the service files sound, and if not, what is to be mended in which line."""

from __future__ import annotations

import argparse
from pathlib import Path

from shubbak.cli.service_files import read_folder, say
from shubbak.forms.catalogue import load_catalogue
from shubbak.forms.source import Complaint, ServiceFileError
from shubbak.resources import root


def add_verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb `check`."""
    check = verbs.add_parser("check", help="check every *.yaml below a folder and say what to mend, file by line")
    check.add_argument("folder", metavar="DIR", nargs="?", type=Path, default=root() / "services")
    check.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one line for each service, or for each complaint; return 0 when there is nothing to mend, else 1."""
    files, complaints = read_folder(arguments.folder)
    if not files and not complaints:
        complaints = [Complaint(str(arguments.folder), 0, "there are no *.yaml files here")]
    lines: list[str] = []
    try:
        catalogue = load_catalogue(files, 1)
        lines = [f"ok {service.id} v{service.version} {service.name.ar}" for service in catalogue.services.values()]
    except ServiceFileError as error:
        complaints += error.complaints
    for line in [str(complaint) for complaint in sorted(complaints)] if complaints else lines:
        say(line)
    return 1 if complaints else 0
