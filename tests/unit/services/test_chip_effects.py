"""What becomes of a visit's wish for a chip: read, refused, or no reader there; its picture only for a clerk."""

from __future__ import annotations

from dataclasses import dataclass

from shubbak.flow import effects as f
from shubbak.flow import events as e
from shubbak.ports.chip import ChipError, ChipPortrait, ChipProof, ChipReading, MrzKey
from shubbak.services.chip_effects import read_chip

KEY = MrzKey("X12345678", "900105", "310101")
SAID = ChipReading((), None, ChipPortrait(b"of hers", "image/jpeg"), ChipProof(), "bac", (), 1.0)


@dataclass
class Antenna:
    """Says this, or fails with this code."""

    code: str = ""

    def read(self, access: object) -> ChipReading:
        if self.code:
            raise ChipError(self.code)
        assert access is KEY
        return SAID

    def try_card(self) -> bool:
        return False

    def cancel(self) -> None: ...


class Faces:
    """Makes a picture plain."""

    def portrait(self, untrusted_image: bytes) -> bytes:
        return b""

    def face(self, untrusted_picture: bytes) -> bytes:
        return b"plain picture " + untrusted_picture


def test_a_chip_comes_home_with_its_picture_where_a_clerk_compares_it() -> None:
    assert read_chip(f.ReadChip(KEY, portrait=True), Antenna(), Faces()) == e.ChipRead(SAID, b"plain picture of hers")
    assert read_chip(f.ReadChip(KEY), Antenna(), Faces()) == e.ChipRead(SAID)


def test_what_cannot_be_read_is_an_event() -> None:
    assert read_chip(f.ReadChip(KEY), Antenna("chip-torn"), Faces()) == e.ChipFailed("chip-torn")
    assert read_chip(f.ReadChip(KEY), None, Faces()) == e.ChipFailed("chip-reader-gone")
