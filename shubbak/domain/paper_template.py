"""What a municipality may change on its receipts and slips: the order of the parts, the words, the logo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from shubbak.domain.text import Language

#: A part `say.…` prints the sentence of that key, which the template brings along.
OWN_WORDS = "say."


class PaperKind(StrEnum):
    """The papers that a receipt printer prints."""

    RECEIPT = "receipt"
    STILL_NEEDED = "still-needed"
    SELF_TEST = "self-test"


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture of one ink: `data` is a PNG of black and white or an SVG; it is drawn `height_mm` high, centred."""

    data: bytes
    height_mm: int


@dataclass(frozen=True, slots=True)
class PaperTemplate:
    """One paper in one language.

    parts: names of what stands on it, top to bottom; the paper's own sheet knows what each is. words: sentences by key,
    with the values that they name in braces.
    """

    kind: PaperKind
    language: Language
    parts: tuple[str, ...]
    words: Mapping[str, str]
    logo: Logo | None = None

    def say(self, key: str, **params: str) -> str:
        """Return a sentence with its values; an unknown key is a bug and raises KeyError."""
        return self.words[key].format_map(params)
