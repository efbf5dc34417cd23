"""`shubbak services check`: are the service files sound, and if not, what is to be mended in which line."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from shubbak.cli.service_files import read_folder, say
from shubbak.forms.catalogue import Catalogue, load_catalogue
from shubbak.forms.remarks import remarks
from shubbak.forms.source import Complaint, ServiceFileError
from shubbak.resources import root

_SUGGESTION = re.compile(r'; did you mean "(.+?)"\?$')


def add_verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb `check`."""
    check = verbs.add_parser("check", help="check every *.yaml below a folder and say what to mend, file by line")
    check.add_argument("folder", metavar="DIR", nargs="?", type=Path, default=root() / "services")
    check.add_argument("--json", action="store_true", help="one JSON list of what was found, for editors")
    check.add_argument("--no-remarks", action="store_true", help="leave out what is no mistake but might be better")
    check.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one line for each service, or for each complaint; return 0 when there is nothing to mend, else 1."""
    files, complaints = read_folder(arguments.folder)
    if not files and not complaints:
        complaints = [Complaint(str(arguments.folder), 0, "there are no *.yaml files here")]
    lines: list[str] = []
    remarked: list[Complaint] = []
    try:
        catalogue = load_catalogue(files, 1)
        lines = [f"ok {service.id} v{service.version} {service.name.ar}" for service in catalogue.services.values()]
        remarked = [] if arguments.no_remarks else sorted(_remarked(catalogue, files))
    except ServiceFileError as error:
        complaints += error.complaints
    if arguments.json:
        found = [_plain(one, "error") for one in sorted(complaints)] + [_plain(one, "warning") for one in remarked]
        say(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for line in [str(complaint) for complaint in sorted(complaints)] if complaints else lines:
            say(line)
        for one in remarked:
            say(f"{one.path}:{one.line}: might be better: {one.sentence}", error=True)
    return 1 if complaints else 0


def _remarked(catalogue: Catalogue, files: Mapping[str, str]) -> Iterator[Complaint]:
    paths = {card.id: card.path for card in catalogue.cards}
    for service in catalogue.services.values():
        path = paths[service.id]
        for remark in remarks(service):
            yield Complaint(path, _line(files[path], remark.about), remark.sentence)


def _line(text: str, about: str) -> int:
    """Return the line that says this, 1 where the file takes it from a piece."""
    said = re.compile(rf"(?<![\w.]){re.escape(about)}(?!\w)")
    return next((number for number, line in enumerate(text.splitlines(), 1) if said.search(line)), 1)


def _plain(complaint: Complaint, severity: str) -> dict[str, str | int]:
    suggestion = _SUGGESTION.search(complaint.sentence)
    return {
        "file": complaint.path,
        "line": complaint.line,
        "severity": severity,
        "sentence": complaint.sentence,
        "suggestion": suggestion.group(1) if suggestion else "",
    }
