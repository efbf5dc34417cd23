"""Registers kept as files: lists to choose from and records by their number, `<country>/<register>.yaml`.

They stand in for a municipality's own systems: what the portal's verbs ask of them is all that such a system must know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import msgspec
import yaml

from shubbak.domain.folding import fold
from shubbak.domain.text import ascii_digits
from shubbak.fields.register_choice import ENTRY_ID
from shubbak.forms.nodes import compose

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_LARGEST_FILE = 8_000_000
_TEXT = "tag:yaml.org,2002:str"
_tag_of: Callable[..., str] = yaml.resolver.Resolver().resolve
_Word = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
_Part = Annotated[str, msgspec.Meta(max_length=2_000)]


class RegisterFileError(Exception):
    """The file is there and cannot be used. The text names the register and never what stands in it."""


class FileEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of a list; words: what else it is found by."""

    id: Annotated[str, msgspec.Meta(pattern=f"^{ENTRY_ID.pattern}$")]
    ar: _Word
    en: _Word
    words: str = ""


class FileRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One record; parts are raw answers, as a person would type them."""

    number: _Word
    parts: dict[_Word, _Part]


class RegisterFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file's content; verified: as in service files, `sample` for what is shipped."""

    register: _Word
    verified: Literal["cited", "old", "sample"]
    entries: list[FileEntry] = []
    records: list[FileRecord] = []


@dataclass(frozen=True, slots=True)
class Register:
    """A register at work. records: parts by the number as `plain_number` writes it; entries: with their folded names,
    Arabic, English, and all that they are found by.
    """

    records: Mapping[str, Mapping[str, str]]
    entries: tuple[tuple[FileEntry, tuple[str, str, str]], ...]


def plain_number(number: str) -> str:
    """Return a number as it is compared: however it was spaced, in whatever digits."""
    return ascii_digits(number).replace(" ", "").upper()


def read_register(folder: Path, country: str, untrusted_name: str) -> Register | None:
    """Return a register as its file is now, None where there is none; raises RegisterFileError."""
    if not _NAME.fullmatch(untrusted_name) or not _NAME.fullmatch(country):
        return None
    path = folder / country / f"{untrusted_name}.yaml"
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RegisterFileError(untrusted_name) from error
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=64)
def _read(path: Path, _changed_at: int, size: int) -> Register:
    if size > _LARGEST_FILE:
        raise RegisterFileError(path.stem)
    try:
        node = compose(path.read_text(encoding="utf-8"), path.stem, _refuse)
        content = msgspec.convert(_plain(node), RegisterFile)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.MsgspecError):
        # The cause quotes the file, and a file of records is about people's property.
        raise RegisterFileError(path.stem) from None
    records = {plain_number(one.number): one.parts for one in content.records}
    unique = len(records) == len(content.records) and len({one.id for one in content.entries}) == len(content.entries)
    if content.register != path.stem or not unique:
        raise RegisterFileError(path.stem)
    return Register(records, tuple((one, _folded(one)) for one in content.entries))


def _refuse(_event: yaml.Event, _sentence: str) -> NoReturn:
    """Refuse anchors, aliases, tags and deep nesting: a few hundred bytes of aliases can stand for gigabytes."""
    raise yaml.YAMLError


def _plain(node: yaml.Node | None) -> object:
    """Return what a node stands for. All that registers hold is text: a figure has to stand in quotes."""
    if isinstance(node, yaml.MappingNode):
        found = {_plain(key): _plain(value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}
        if len(found) != len(node.value):
            raise yaml.YAMLError  # a key twice, or one that is none
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    if not isinstance(node, yaml.ScalarNode):
        return None
    quoted = node.style in ("'", '"', "|", ">")
    if not quoted and _tag_of(yaml.ScalarNode, node.value, (True, False)) != _TEXT:
        raise yaml.YAMLError
    return str(node.value)


def _folded(entry: FileEntry) -> tuple[str, str, str]:
    arabic, english = fold(entry.ar), fold(entry.en)
    return arabic, english, f"{arabic} {english} {fold(entry.words)} {fold(entry.id)}"
