"""What the chip of an identity document was found to say, as an application carries it."""

from __future__ import annotations

from enum import StrEnum


class ChipWord(StrEnum):
    """NONE: no chip was read. TRUSTED: it says what was read from the print, and its state's signature holds. UNKNOWN:
    it says the same, and nobody vouches for it. DIFFERS: it said something else than was read from the print, and no
    later look settled it. FAILED: it was shown to be altered or copied.
    """

    NONE = ""
    TRUSTED = "trusted"
    UNKNOWN = "unknown"
    DIFFERS = "differs"
    FAILED = "failed"

    @property
    def against(self) -> bool:
        """Whether it speaks against the document: that stays with its number, whoever reads or types it again."""
        return self in (ChipWord.DIFFERS, ChipWord.FAILED)
