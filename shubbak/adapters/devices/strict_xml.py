"""Reads a small XML document from somebody on the network: bounded, and without anything that a DTD could do.

A document type, and with it every entity of its own, ends the reading: no bombs, no files fetched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

LARGEST_BYTES = 1_000_000
_DEEPEST, _MOST_ELEMENTS, _LONGEST_TEXT = 32, 20_000, 4096


class XmlRefusedError(ValueError):
    """Not XML, or XML of a kind that a device has no reason to send."""


@dataclass(slots=True)
class Element:
    """One element: `prefix:name` with the prefixes that the reader was given, its own text, what it holds."""

    name: str
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)

    def every(self, *path: str) -> Iterator[Element]:
        """Yield the elements at the end of a path of names below this one."""
        for child in self.children:
            if child.name == path[0]:
                yield from child.every(*path[1:]) if len(path) > 1 else (child,)

    def first(self, *path: str) -> str:
        """Return the text at the end of a path, "" where there is none."""
        return next((found.text for found in self.every(*path)), "")

    def number(self, *path: str) -> int:
        """Return a whole number of at most nine digits, 0 for anything else."""
        text = self.first(*path)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def read_xml(untrusted_body: bytes, prefixes: Mapping[str, str]) -> Element:
    """Return the root; raises XmlRefusedError. prefixes: namespace to prefix; other namespaces become `?`."""
    if len(untrusted_body) > LARGEST_BYTES:
        raise XmlRefusedError
    building = _Building(prefixes)
    parser = expat.ParserCreate(namespace_separator="\x1f")
    parser.StartDoctypeDeclHandler = building.refuse
    parser.EntityDeclHandler = building.refuse
    parser.ExternalEntityRefHandler = building.refuse
    parser.StartElementHandler = building.start
    parser.EndElementHandler = building.end
    parser.CharacterDataHandler = building.say
    try:
        parser.Parse(untrusted_body, True)
    # ValueError: an encoding that Python knows and expat cannot use; LookupError: one that nobody knows.
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise XmlRefusedError from error
    return building.root()


class _Building:
    """What expat calls: the tree so far and how much of it there is."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._open: list[Element] = [Element("")]
        self._count = 0

    def root(self) -> Element:
        return self._open[0].children[0]

    def refuse(self, *_: object) -> NoReturn:
        raise XmlRefusedError

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) > _DEEPEST or self._count > _MOST_ELEMENTS:
            raise XmlRefusedError
        space, _, local = name.rpartition("\x1f")
        element = Element(f"{self._prefixes.get(space, '?')}:{local}", attributes=attributes)
        self._open[-1].children.append(element)
        self._open.append(element)

    def end(self, _: str) -> None:
        element = self._open.pop()
        element.text = element.text.strip()

    def say(self, text: str) -> None:
        if len(self._open[-1].text) + len(text) > _LONGEST_TEXT:
            raise XmlRefusedError
        self._open[-1].text += text
