"""What a model of receipt printer can do, one file each in `resources/printers`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

from shubbak.ports.printer import PrintHead
from shubbak.resources import root


class Cut(StrEnum):
    """How the paper ends: a cut that leaves one point, a whole cut, or an edge to tear it at."""

    PARTIAL = "partial"
    FULL = "full"
    TEAR = "tear"


class Feed(StrEnum):
    """How blank rows travel: as a picture one byte wide, or as a feed after the motion unit was set (GS P)."""

    PICTURE = "picture"
    MOTION_UNITS = "motion-units"


class Proof(StrEnum):
    """The question that is answered only when everything before it was carried out.

    paper-sensor: GS r 1, which some models answer on serial lines only. process-id: GS ( H, function 48.
    """

    PAPER_SENSOR = "paper-sensor"
    PROCESS_ID = "process-id"


def _between(least: int, most: int) -> msgspec.Meta:
    return msgspec.Meta(ge=least, le=most)


class PrinterProfile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One model. automatic_status: it reports by itself what changes (GS a). rows_a_second: the slowest it prints.

    drawer: a cash drawer may hang on it. buzzer: it can sound (ESC ( A). text_columns: signs a row of its own type.
    """

    name: str
    dots: Annotated[int, _between(192, 1_200)]
    dots_per_inch: Annotated[int, _between(90, 255)]  # GS P has a byte for it
    text_columns: Annotated[int, _between(16, 96)]
    cut: Cut = Cut.PARTIAL
    feed: Feed = Feed.PICTURE
    proof: Proof = Proof.PAPER_SENSOR
    automatic_status: bool = False
    drawer: bool = False
    buzzer: bool = False
    rows_a_second: Annotated[int, _between(20, 4_000)] = 360

    @property
    def head(self) -> PrintHead:
        return PrintHead(self.dots, self.dots_per_inch)


def printer_profiles() -> tuple[str, ...]:
    """Return the names of all profiles."""
    return tuple(sorted(path.stem for path in (root() / "printers").glob("*.yaml")))


def printer_profile(name: str) -> PrinterProfile:
    """Return a model's profile; raises ValueError for a name that is none, and for a file that describes no printer."""
    if name not in printer_profiles():
        raise ValueError(f"{name}: no printer of that name; known are {', '.join(printer_profiles())}")
    return msgspec.yaml.decode((root() / "printers" / f"{name}.yaml").read_bytes(), type=PrinterProfile)
