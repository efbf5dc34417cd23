"""How many pages the bytes of a document have, counted without a PDF reader and without unfolding anything.

Stations bind plain PDFs: one table of objects, none of them packed, one flat list of pages. What is written otherwise
is not counted. A whole reader in the process that answers every station would be far more to attack than it finds out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: What a document is allowed to be: what stations bind, and single pictures, with how they begin.
_BEGINNINGS = {"application/pdf": b"%PDF-", "image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
#: Of one document, as in a packet.
MOST_PAGES = 200
#: Bytes of one object that are looked at: a list of so many pages is a tenth of it.
_LONGEST_OBJECT = 65_536
_MOST_OBJECTS = 100_000
_ENTRY = 20  # ISO 32000-1, 7.5.4
_START = re.compile(rb"startxref\s{1,2}(\d{1,10})\s{1,2}%%EOF\s{0,2}\Z")
_TABLE = re.compile(rb"xref\s{1,2}0 (\d{1,6})\s{1,2}")
_ROOT = re.compile(rb"trailer\s{0,2}<<[^>]{0,200}?/Root (\d{1,6}) 0 R")
_OF_ROOT = re.compile(rb"/Pages (\d{1,6}) 0 R")
_KIDS = re.compile(rb"/Kids ?\[([\d R]*)\]")
_KID = re.compile(rb"(\d{1,6}) 0 R")
_PAGES = re.compile(rb"/Type ?/Pages\b")
_PAGE = re.compile(rb"/Type ?/Page\b")


def count_pages(media_type: str, untrusted_body: bytes) -> int:
    """Return the number of pages, 0 for what is no document that a station makes: another kind of file, not what its
    media type says, damaged, or of more than MOST_PAGES. Bounded by the body's length, never raises.
    """
    beginning = _BEGINNINGS.get(media_type)
    if beginning is None or not untrusted_body.startswith(beginning):
        return 0
    return _PlainPdf(untrusted_body).pages() if media_type == "application/pdf" else 1


class _PlainPdf:
    """The objects of a PDF with one plain table of them (ISO 32000-1, 7.5)."""

    def __init__(self, untrusted_body: bytes) -> None:
        self._body = untrusted_body
        self._table = self._objects = self._after = 0
        start = _START.search(untrusted_body[-64:])
        table = _TABLE.match(untrusted_body, int(start[1])) if start else None
        if table is not None:
            self._objects = min(int(table[1]), _MOST_OBJECTS)
            self._table = table.end()
            self._after = self._table + self._objects * _ENTRY

    def pages(self) -> int:
        """Walk from the root to the list of pages and to each of them."""
        root = _ROOT.match(self._body[self._after : self._after + 1024])
        listed = _OF_ROOT.search(self._object(int(root[1]))) if root else None
        tree = self._object(int(listed[1])) if listed else b""
        kids = _KIDS.search(tree)
        if kids is None or not _PAGES.search(tree):
            return 0
        pages = [int(kid[1]) for kid in _KID.finditer(kids[1])]
        sound = len(pages) <= MOST_PAGES and len(set(pages)) == len(pages) and all(self._are_pages(pages))
        return len(pages) if sound else 0

    def _are_pages(self, numbers: list[int]) -> Iterator[bool]:
        return (_PAGE.search(self._object(number)) is not None for number in numbers)

    def _object(self, number: int) -> bytes:
        """Return an object's dictionary, b"" where there is none of this number or it has a stream."""
        place = self._table + number * _ENTRY
        entry = self._body[place : place + _ENTRY] if 0 < number < self._objects else b""
        if not entry[:10].isdigit() or entry[17:18] != b"n":
            return b""
        at = int(entry[:10])
        dictionary, ended, _ = self._body[at : at + _LONGEST_OBJECT].partition(b"endobj")
        whole = dictionary.startswith(b"%d 0 obj" % number) and ended and b"stream" not in dictionary
        return dictionary if whole else b""
