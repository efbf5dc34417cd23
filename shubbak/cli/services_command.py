"""`shubbak services check`: are the service files sound, and if not, what is to be mended in which line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from shubbak.forms.catalogue import load_catalogue
from shubbak.forms.source import MOST_BYTES, Complaint, ServiceFileError
from shubbak.resources import root


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the `services` command with its one verb, `check`."""
    parser = subparsers.add_parser("services", help="check service files")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    check = verbs.add_parser("check", help="check every *.yaml below a folder and say what to mend, file by line")
    check.add_argument("folder", metavar="DIR", nargs="?", type=Path, default=root() / "services")
    check.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one line for each service, or for each complaint; return 0 when there is nothing to mend, else 1."""
    files, complaints = _read(arguments.folder)
    if not files and not complaints:
        complaints = [Complaint(str(arguments.folder), 0, "there are no *.yaml files here")]
    lines: list[str] = []
    try:
        catalogue = load_catalogue(files, 1)
        lines = [f"ok {service.id} v{service.version} {service.name.ar}" for service in catalogue.services.values()]
    except ServiceFileError as error:
        complaints += error.complaints
    for line in [str(complaint) for complaint in sorted(complaints)] if complaints else lines:
        _say(line)
    return 1 if complaints else 0


def _read(folder: Path) -> tuple[dict[str, str], list[Complaint]]:
    """Return text by path, and a complaint for each file that cannot be read; no more is read than may be used."""
    files: dict[str, str] = {}
    complaints: list[Complaint] = []
    for path in sorted(folder.rglob("*.yaml")):
        try:
            with path.open("rb") as file:
                files[str(path)] = file.read(MOST_BYTES + 1).decode("utf-8")
        except UnicodeDecodeError:
            complaints.append(Complaint(str(path), 1, "the file is not UTF-8 text, or it is far too long"))
        except OSError as error:
            complaints.append(Complaint(str(path), 1, f"the file cannot be read: {error.strerror}"))
    return files, complaints


def _say(line: str) -> None:
    """Print a line; a terminal that cannot show Arabic shows question marks instead of failing."""
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, errors="replace").decode(encoding))
