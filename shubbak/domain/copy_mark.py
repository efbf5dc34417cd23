"""The mark of a copy: which one it is, and why it was printed; an original has none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CopyReason(StrEnum):
    """Why paper is printed once more.

    unsure: the first one may have come out, the printer did not say; lost and damaged: the holder's word; for_file: for
    the office's own file.
    """

    UNSURE = "unsure"
    LOST = "lost"
    DAMAGED = "damaged"
    FOR_FILE = "for-file"


@dataclass(frozen=True, slots=True)
class CopyMark:
    """Stands on every print after the first. number: 1 for the first copy and so on."""

    number: int
    reason: CopyReason
