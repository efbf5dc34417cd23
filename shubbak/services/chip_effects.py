"""What a visit asks of the chip reader: a chip read with the key that its document bears, or left alone."""

from __future__ import annotations

from shubbak.flow import events
from shubbak.flow.effects import ReadChip
from shubbak.ports.chip import ChipError, ChipReader
from shubbak.ports.pages import PortraitFinder


def read_chip(effect: ReadChip, reader: ChipReader | None, faces: PortraitFinder | None) -> events.Event:
    """Read one chip; blocking, within the reader's deadlines. A chip that gave nothing comes back as an event."""
    if reader is None:
        return events.ChipFailed("chip-reader-gone")
    try:
        reading = reader.read(effect.key)
    except ChipError as error:
        return events.ChipFailed(error.code)
    shown = reading.portrait if effect.portrait else None
    return events.ChipRead(reading, faces.face(shown.untrusted_body) if shown and faces else b"")
