"""`shubbak read-id`: what the reader makes of image files, one line an image."""

from __future__ import annotations

import argparse
import json
from dataclasses import fields
from datetime import date
from pathlib import Path

from shubbak.adapters.scan.images import LARGEST_BYTES
from shubbak.adapters.scan.mrz_reader import MrzReader
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.problem import Problem
from shubbak.ports.reader import Reading


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the `read-id` command."""
    parser = subparsers.add_parser("read-id", help="read identity documents from images (TD1, TD2, TD3)")
    parser.add_argument("images", metavar="IMAGE", nargs="+", help="PNG, JPEG, PNM, TIFF, BMP or WebP file")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read each file in turn; return 0 when every one gave a document, else 1."""
    reader = MrzReader(date.today)
    show = _as_json if arguments.json else _as_text
    all_read = True
    for name in arguments.images:
        reading = _read_file(reader, Path(name))
        all_read = all_read and reading.document is not None
        print(show(name, reading).encode(errors="replace").decode(), flush=True)
    return 0 if all_read else 1


def _read_file(reader: MrzReader, path: Path) -> Reading:
    """A file that cannot be opened is an unreadable image; one byte past the limit shows that it is too large."""
    try:
        if not path.is_file():  # a pipe or a device would never end
            return _refused("image-unreadable")
        with path.open("rb") as file:
            untrusted_body = file.read(LARGEST_BYTES + 1)
    except (OSError, ValueError):
        return _refused("image-unreadable")
    return reader.read(untrusted_body)


def _refused(code: str) -> Reading:
    return Reading((), None, (Problem(code),), 0.0)


def _as_json(name: str, reading: Reading) -> str:
    said = {
        "file": name,
        "ok": reading.document is not None,
        "mrz": list(reading.lines),
        "document": _document_fields(reading.document) if reading.document else None,
        "problems": [problem.code for problem in reading.problems],
        "ms": round(reading.ms, 1),
    }
    return json.dumps(said)  # in ASCII: a file name may hold bytes that are no text


def _document_fields(document: IdentityDocument) -> dict[str, str | None]:
    """Return every field by its own name; dates as YYYY-MM-DD."""
    values = {field.name: getattr(document, field.name) for field in fields(document)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _as_text(name: str, reading: Reading) -> str:
    document = reading.document
    if document is None:
        return f"{name}: {', '.join(problem.code for problem in reading.problems)}"
    born, until = document.birth_date or "?", document.expiry or "?"
    return (
        f"{name}: {document.kind} {document.issuer} {document.number}, {document.surname} {document.given_names}, "
        f"{document.nationality}, {document.sex}, born {born}, valid until {until}"
        + (f", civil number {document.national_number}" if document.national_number else "")
    )
