"""A typesetter: from a template and its data to pages of A4 or A3 as PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


class TypesetError(Exception):
    """No page came out: the template or its data is wrong. The text is the typesetter's own, without any data."""


@dataclass(frozen=True, slots=True)
class PageOrder:
    """What is to be set.

    template: a name under `resources/outputs`, without its ending. data: what the template asks for, made of texts,
    numbers, lists and mappings alone. pictures: files that the template shows, by their names (SVG or PNG). codes:
    texts that it shows as QR codes, by their names among the pictures.
    """

    template: str
    data: Mapping[str, object] = field(repr=False)
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    codes: Mapping[str, str] = field(default_factory=dict, repr=False)


class Typesetter(Protocol):
    """Sets pages; one instance serves all threads. Nothing of the data is left on the disk."""

    def set_pages(self, order: PageOrder) -> bytes:
        """Return a PDF/A-2b (or -2a) with its text in reading order; raises TypesetError."""
