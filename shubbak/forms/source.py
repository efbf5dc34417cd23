"""Read a service file's YAML node by node, keeping line numbers and collecting every complaint instead of the first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from itertools import islice
from typing import TypeVar

import yaml

from shubbak.domain.money import EXPONENTS, parse_decimal
from shubbak.domain.text import Text
from shubbak.forms.nodes import compose

MOST_BYTES = 256 * 1024
#: Nobody mends more in one go, and looking for what was meant takes its time for each.
_MOST_COMPLAINTS = 300
#: Among more names than these nobody is told which one was meant.
_MOST_NEAR = 500
#: Digits of a whole number; with more, conditions and JSON readers are no longer exact.
MOST_DIGITS = 15
_WHOLE = re.compile(rf"-?\d{{1,{MOST_DIGITS}}}")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_ID = re.compile(r"[a-z][a-z0-9_]*")
#: What authors stumble over, by a part of what the YAML reader says of it.
_YAML_HINTS = {
    "mapping values are not allowed": '; put a text that holds ": " into quotes',
    "cannot start any token": "; indent with blanks, not tabs, and put texts that begin with a sign into quotes",
    "expected <block end>": "; look whether this line is indented like its neighbours, and whether a quote is closed",
    "expected ',' or": "; look for a comma or a bracket that is missing",
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_Word = TypeVar("_Word", bound=StrEnum)
_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """One thing to mend in a service file: where, and a sentence for its author."""

    path: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.sentence}"


class ServiceFileError(ValueError):
    """Service files that cannot be used; `complaints` holds everything that is wrong with them."""

    def __init__(self, complaints: tuple[Complaint, ...]) -> None:
        super().__init__("\n".join(str(complaint) for complaint in complaints))
        self.complaints = complaints


class Complaints:
    """The complaints about one file and the pieces it takes in, as they are found."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[Complaint] = []

    def add(self, line: int, sentence: str) -> None:
        self._keep(Complaint(self.path, line, sentence))

    def at(self, marked: yaml.Event | yaml.Node, sentence: str) -> None:
        """Complain where the node stands, which for a piece is another file."""
        mark = marked.start_mark
        self._keep(
            Complaint(mark.name or self.path, mark.line + 1, sentence) if mark else Complaint(self.path, 1, sentence)
        )

    def _keep(self, complaint: Complaint) -> None:
        """Raise ServiceFileError where there is too much to complain about: a file must not hold up its reader."""
        self.found.append(complaint)
        if len(self.found) >= _MOST_COMPLAINTS:
            self.found.append(Complaint(self.path, complaint.line, "reading stops here: mend these mistakes first"))
            self.raise_any()

    def raise_any(self) -> None:
        """Raise ServiceFileError when there is anything to complain about."""
        if self.found:
            raise ServiceFileError(tuple(sorted(set(self.found))))


def read_nodes(text: str, path: str) -> tuple[yaml.MappingNode, Complaints]:
    """Return the file's outermost node, its lines and path kept in every node; raises ServiceFileError.

    Nothing is constructed from the nodes, so no tag can run code; anchors, aliases and deep nesting are refused while
    the tree is built, because a few hundred bytes of aliases can stand for gigabytes.
    """
    complaints = Complaints(path)
    size = len(text.encode("utf-8", "replace"))
    if size > MOST_BYTES:
        complaints.add(1, f"the file has {size} bytes; a service file may have {MOST_BYTES}")
        complaints.raise_any()
    try:
        root = compose(text, path, complaints.at)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ServiceFileError((Complaint(path, line, _not_yaml(str(error.problem))),)) from None
    except (yaml.YAMLError, UnicodeEncodeError):
        raise ServiceFileError((Complaint(path, 1, "this is not YAML: it holds a sign that YAML forbids"),)) from None
    complaints.raise_any()
    if not isinstance(root, yaml.MappingNode):
        raise ServiceFileError((Complaint(path, 1, "a service file is a list of keys and values"),))
    return root, complaints


def near(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean …?" for a word that is nearly a known one, else nothing."""
    close = get_close_matches(word, list(islice(known, _MOST_NEAR)), n=1)
    return f'; did you mean "{close[0]}"?' if close else ""


def not_one_of(word: str, known: Iterable[str]) -> str:
    """Return the complaint about a word that is none of a few, with the one that is most like it."""
    words = list(known)
    return f'"{word}" is not one of {", ".join(words)}{near(word, words)}'


def _not_yaml(problem: str) -> str:
    hint = next((hint for sign, hint in _YAML_HINTS.items() if sign in problem), "")
    return f"this is not YAML: {problem}{hint}"


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word) if _DAY.fullmatch(word) else None
    except ValueError:
        return None


def _line(marked: yaml.Event | yaml.Node) -> int:
    return marked.start_mark.line + 1 if marked.start_mark else 1


def _both(node: yaml.Node | None) -> Text | None:
    """Return words in both languages where nothing is wrong with them: of the nodes of a file, every third is such."""
    if not isinstance(node, yaml.MappingNode) or len(node.value) != 2:
        return None
    words = {key.value: value.value.strip() for key, value in node.value if isinstance(value, yaml.ScalarNode)}
    sound = words.keys() == {"ar", "en"} and words["en"] and _ARABIC.search(words["ar"])
    return Text(words["ar"], words["en"]) if sound else None


class Section:
    """A mapping of the file. Each reader returns a harmless value after a complaint, so that reading goes on."""

    def __init__(self, node: yaml.MappingNode, complaints: Complaints, name: str) -> None:
        self.node = node
        self.name = name
        self._complaints = complaints
        self._values: dict[str, yaml.Node] = {}
        self._keys: dict[str, yaml.Node] = {}
        for key, value in node.value:
            word = str(key.value)
            if word in self._values:
                complaints.at(key, f'"{word}" stands twice in {name}')
            self._values[word] = value
            self._keys[word] = key

    def complain(self, sentence: str, key: str = "") -> None:
        """Complain at a key's line, or at the section's."""
        self._complaints.at(self._keys.get(key, self.node), sentence)

    def has(self, key: str) -> bool:
        return key in self._values

    def only(self, *allowed: str) -> None:
        """Complain about every key that is not allowed here."""
        for key in self._values:
            if key not in allowed:
                self.complain(f'{self.name} has no key "{key}"{near(key, allowed)}', key)

    def keys(self) -> tuple[str, ...]:
        return tuple(self._values)

    def word(self, key: str, default: str | None = None) -> str:
        """Return a text value; without a default it must stand there and not be empty."""
        node = self._values.get(key)
        if node is None:
            if default is None:
                self.complain(f'{self.name} needs "{key}"')
            return default or ""
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.complain(f'"{key}" of {self.name} must be a text', key)
            return ""
        return str(node.value).strip()

    def peek(self, key: str) -> str:
        """Return a text value, or "", without complaining."""
        node = self._values.get(key)
        return str(node.value) if isinstance(node, yaml.ScalarNode) else ""

    def quiet(self, key: str) -> list[Section]:
        """Return the sections of a list without complaining about any of them."""
        node = self._values.get(key)
        items = node.value if isinstance(node, yaml.SequenceNode) else []
        aside = Complaints(self._complaints.path)
        return [Section(item, aside, "") for item in items if isinstance(item, yaml.MappingNode)]

    def id(self, key: str = "id", seen: dict[str, int] | None = None) -> str:
        """Return a name of small letters, digits and _; `seen` holds those of its neighbours with their lines."""
        word = self.word(key)
        if word and not _ID.fullmatch(word):
            self.complain(f'the {key} "{word}" may only have a-z, 0-9 and _, and begins with a letter', key)
        elif word and seen is not None:
            if word in seen:
                self.complain(f'the {key} "{word}" stands twice, first in line {seen[word]}', key)
            seen.setdefault(word, _line(self._keys[key]))
        return word

    def words(self, key: str, known: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return a list of texts; where `known` is given, each must be one of it."""
        node = self._values.get(key)
        items = node.value if isinstance(node, yaml.SequenceNode) else []
        found = tuple(str(item.value) for item in items if isinstance(item, yaml.ScalarNode))
        if not found or len(found) != len(items):
            self.complain(f'{self.name} needs "{key}", a list of words', key)
        for word in found:
            if known and word not in known:
                self.complain(not_one_of(word, known), key)
        return found

    def both(self, key: str) -> Text:
        """Return words in both languages; either missing is a complaint, as is Arabic without Arabic letters."""
        node = self._values.get(key)
        sound = _both(node)
        if sound is not None:
            return sound
        if node is None:
            self.complain(f'{self.name} needs "{key}" in both languages')
            return Text("", "")
        if not isinstance(node, yaml.MappingNode):
            self.complain(f'"{key}" of {self.name} needs both languages: {{ar: "…", en: "…"}}', key)
            return Text("", "")
        part = Section(node, self._complaints, f'"{key}" of {self.name}')
        part.only("ar", "en")
        text = Text(part.word("ar"), part.word("en"))
        if text.ar and not _ARABIC.search(text.ar):
            part.complain(f'"ar" of {part.name} has no Arabic letters', "ar")
        return text

    def maybe_both(self, key: str) -> Text | None:
        return self.both(key) if self.has(key) else None

    def whole(self, key: str, default: int | None = None) -> int:
        """Return a whole number."""
        node = self._values.get(key)
        if node is None and default is not None:
            return default
        if isinstance(node, yaml.ScalarNode) and _WHOLE.fullmatch(node.value):
            return int(node.value)
        self.complain(f'{self.name} needs "{key}", a whole number', key)
        return default or 0

    def flag(self, key: str, default: bool) -> bool:
        node = self._values.get(key)
        if node is None:
            return default
        if isinstance(node, yaml.ScalarNode) and node.value in ("true", "false"):
            return bool(node.value == "true")
        self.complain(f'"{key}" of {self.name} must be true or false', key)
        return default

    def day(self, key: str) -> date | None:
        """Return a day written YYYY-MM-DD, or None where there is none."""
        word = self.word(key, "")
        if not word:
            return None
        day = _day(word)
        if day is None:
            self.complain(f'"{key}" of {self.name} must be a day such as 2026-03-31, not "{word}"', key)
        return day

    def amount(self, key: str, currency: str) -> int:
        """Return an amount in minor units; it is written as a quoted decimal, because YAML would make it a float."""
        node, word = self._values.get(key), self.word(key)
        places = EXPONENTS.get(currency)
        if not word or places is None:
            return 0
        if isinstance(node, yaml.ScalarNode) and node.style not in ("'", '"'):
            self.complain(f'"{key}" of {self.name} is money: write it in quotes, "{word}"', key)
        try:
            return parse_decimal(word, currency).amount_minor
        except ValueError:
            self.complain(f'"{word}" is not an amount of {currency}, which has {places} decimals', key)
            return 0

    def one_of(self, key: str, known: type[_Word], default: _Word | None = None) -> _Word:
        """Return a word of an enumeration."""
        first = default or next(iter(known))
        if not self.has(key) and default is not None:
            return default
        word = self.word(key)
        if word in {member.value for member in known}:
            return known(word)
        if word:
            self.complain(not_one_of(word, [member.value for member in known]), key)
        return first

    def section(self, key: str, name: str) -> Section | None:
        """Return a section below this one; complains and returns None where it is missing or no section."""
        node = self._values.get(key)
        if isinstance(node, yaml.MappingNode):
            return Section(node, self._complaints, name)
        self.complain(f'{self.name} needs "{key}", with keys and values below it', key)
        return None

    def each(self, key: str, name: str, read: Callable[[Section], _Thing], least: int = 0) -> tuple[_Thing, ...]:
        """Read every section of a list; `least` is how many there must be."""
        node = self._values.get(key)
        items = node.value if isinstance(node, yaml.SequenceNode) else []
        if len(items) < least or (node is not None and not isinstance(node, yaml.SequenceNode)):
            self.complain(f'{self.name} needs "{key}", a list', key)
        sections = [Section(item, self._complaints, name) for item in items if isinstance(item, yaml.MappingNode)]
        for item in items:
            if not isinstance(item, yaml.MappingNode):
                self._complaints.at(item, f'each of "{key}" needs keys and values')
        return tuple(read(section) for section in sections)
