"""`shubbak read-chip`: what the chip of a card or passport says, and what of it was shown, in both languages.

Its key is read from standard input, not from the arguments, which every user of the machine can see.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from pathlib import Path

from shubbak.domain.identity import IdentityDocument
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language, isolate
from shubbak.ports.chip import CardAccessNumber, ChipError, ChipReading, MrzKey, Verdict
from shubbak.resources import load_wording
from shubbak.station.chip import UnknownChipReader, chip_reader

READ, NOT_READ, UNUSABLE = 0, 1, 2
_MOST_KEY_LETTERS = 400
_MOST_KEY_LINES = 3


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the `read-chip` command."""
    parser = subparsers.add_parser(
        "read-chip",
        help="read the chip of a card or passport; its printed lines or its number come from standard input",
    )
    parser.add_argument("--reader", default="pcsc:", metavar="ADDRESS", help="pcsc:, or pcsc: and part of its name")
    parser.add_argument("--trust", type=Path, metavar="FOLDER", help="the states' authorities: a folder a state (KWT)")
    parser.add_argument("--wait", type=float, default=20.0, metavar="SECONDS", help="how long to wait for a card")
    parser.add_argument("--json", action="store_true", help="answer as one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read one chip; return 0 when it gave a document, 1 when not, 2 when there was no key or no such reader."""
    try:
        reader = chip_reader(arguments.reader, arguments.trust, date.today, arguments.wait)
    except UnknownChipReader:
        return _refuse(arguments, "chip-reader-gone", UNUSABLE)
    except (ValueError, OSError):
        _say("trust_unreadable", to=sys.stderr, name=isolate(str(arguments.trust)))
        return UNUSABLE
    access = _key(sys.stdin)
    if access is None:
        _say("no_key", to=sys.stderr)
        return UNUSABLE
    if not arguments.json:
        _say("put")
    try:
        reading = reader.read(access)
    except ChipError as error:
        return _refuse(arguments, error.code, NOT_READ)
    print(json.dumps(_facts(reading), ensure_ascii=False) if arguments.json else "\n".join(_told(reading)))
    return READ if reading.document is not None else NOT_READ


def _key(typed: Iterable[str]) -> MrzKey | CardAccessNumber | None:
    """Return the key in the first lines up to an empty one, or None when they are none."""
    if sys.stdin.isatty():
        _say("ask", to=sys.stderr)
    lines: list[str] = []
    for line in typed:
        text = "".join(line.split()).upper()
        if not text or len(lines) == _MOST_KEY_LINES or len(text) > _MOST_KEY_LETTERS:
            break
        lines.append(text)
    try:
        return CardAccessNumber(lines[0]) if len(lines) == 1 else MrzKey.of_zone(tuple(lines))
    except ValueError:
        return None


def _refuse(arguments: argparse.Namespace, code: str, status: int) -> int:
    if arguments.json:
        print(json.dumps({"ok": False, "problems": [code]}))
    else:
        print("\n".join(_explained((Problem(code),))))
    return status


def _explained(problems: tuple[Problem, ...]) -> list[str]:
    wording = load_wording()
    return [wording.explain(problem, language) for problem in problems for language in Language]


def _say(key: str, to: object = None, **params: str) -> None:
    wording = load_wording()
    for language in Language:
        print(wording.say(f"chip.{key}", language, **params), file=to or sys.stdout, flush=True)  # type: ignore[arg-type]


def _facts(reading: ChipReading) -> dict[str, object]:
    proof, picture = reading.proof, reading.portrait
    return {
        "ok": reading.document is not None,
        "access": reading.access,
        "mrz": list(reading.lines),
        "document": _document(reading.document) if reading.document else None,
        "portrait": {"type": picture.media_type, "bytes": len(picture.untrusted_body)} if picture else None,
        "proof": {field.name: getattr(proof, field.name).value for field in fields(proof)},
        "issued": proof.issued,
        "problems": [problem.code for problem in reading.problems],
        "ms": round(reading.ms, 1),
    }


def _document(document: IdentityDocument) -> dict[str, str | None]:
    values = {field.name: getattr(document, field.name) for field in fields(document)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _told(reading: ChipReading) -> list[str]:
    """Facts first, as the chip wrote them, then what they are worth, in both languages."""
    wording, document, proof = load_wording(), reading.document, reading.proof
    told = list(reading.lines) if document else []
    if document:
        told.append(f"{document.kind} {document.issuer} {document.number}, {document.surname}, {document.given_names}")
    if picture := reading.portrait:
        told.append(f"{picture.media_type}, {len(picture.untrusted_body)} bytes")
    shown = " ".join(f"{field.name}={getattr(proof, field.name).value}" for field in fields(proof))
    told.append(f"{reading.access}, {shown}, {reading.ms:.0f} ms")
    genuine = "genuine" if proof.genuine is Verdict.SHOWN else "not_genuine"
    keys = (["issued"] if proof.issued and document else []) + ([genuine] if document else [])
    told += [wording.say(f"chip.{key}", language) for key in keys for language in Language]
    return told + _explained(reading.problems)
