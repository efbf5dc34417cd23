"""`shubbak services diff OLD NEW`: what changed for the people who apply, in words."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from shubbak.cli.service_files import read_folder, say
from shubbak.domain.text import Language, isolate, isolate_name
from shubbak.domain.wording import Wording
from shubbak.forms.differences import ServiceChanges, differences
from shubbak.forms.load import load_service
from shubbak.forms.pieces import Pieces, is_piece_file
from shubbak.forms.service import Service
from shubbak.forms.source import ServiceFileError
from shubbak.resources import load_wording

#: No catalogue comes near it; a file that does is none.
_MOST_BYTES = 64 * 1024 * 1024
_OWN_ID = re.compile(r"^id: *[\"']?([a-z0-9_.]+)", re.MULTILINE)


class _Body(msgspec.Struct):
    """What is read of a published catalogue: the texts of its files by path."""

    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two: its services, and the ids of those that this program does not take."""

    services: Mapping[str, Service]
    unread: frozenset[str]


def add_verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb `diff`."""
    diff = verbs.add_parser("diff", help="say what changed for applicants between two folders or published catalogues")
    diff.add_argument("old", metavar="OLD", type=Path, help="a folder of services, or a catalogue's text (JSON)")
    diff.add_argument("new", metavar="NEW", type=Path)
    diff.add_argument("--language", choices=[language.value for language in Language], default="ar")
    diff.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the changes service by service; return 1 where one of the two cannot be read at all."""
    old, new = _read(arguments.old), _read(arguments.new)
    if old is None or new is None:
        return 1
    wording, language = load_wording(), Language(arguments.language)
    # A service that this program can read in one of the two only is neither new nor withdrawn.
    unread = old.unread | new.unread
    found = [change for change in differences(old.services, new.services) if change.id not in unread]
    if not found:
        say(wording.say("differences.nothing", language))
    for service in found:
        _tell(service, wording, language)
    for service_id in sorted(unread):
        say(wording.say("differences.unread", language, id=isolate(service_id)), error=True)
    return 0


def _tell(service: ServiceChanges, wording: Wording, language: Language) -> None:
    name = isolate_name(service.name.say(language))
    say(wording.say("differences.service", language, name=name, id=isolate(service.id)))
    for change in service.changes:
        params = {key: text.say(language) for key, text in change.params.items()}
        say(f"  - {wording.say(f'differences.{change.code}', language, **params)}")


def _read(path: Path) -> _Side | None:
    """Return what can be read of a folder or a catalogue; None, after saying why, where it is neither."""
    try:
        files = read_folder(path)[0] if path.is_dir() else _files(_bytes(path))
    except OSError as error:
        say(f"{path}: {error.strerror}", error=True)
        return None
    except msgspec.DecodeError:
        say(f"{path}: this is neither a folder nor the text of a catalogue", error=True)
        return None
    return _services(files)


def _services(files: Mapping[str, str]) -> _Side:
    pieces = Pieces({path: text for path, text in files.items() if is_piece_file(path)})
    services: dict[str, Service] = {}
    unread: set[str] = set()
    for path in sorted(path for path in files if not is_piece_file(path)):
        try:
            service = load_service(files[path], path, pieces)
        except ServiceFileError:
            own = _OWN_ID.search(files[path])
            unread.add(own.group(1) if own else path)
        else:
            services[service.id] = service
    return _Side(services, frozenset(unread))


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        body = file.read(_MOST_BYTES + 1)
    return body if len(body) <= _MOST_BYTES else b""


def _files(body: bytes) -> dict[str, str]:
    """Return the files of a catalogue, signed or not; its signature is not looked at here."""
    signed = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    if "files" not in signed and "catalogue" in signed:
        body = msgspec.json.decode(signed["catalogue"], type=str).encode("utf-8")
    return msgspec.json.decode(body, type=_Body).files
