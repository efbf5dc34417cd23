"""One spelling for comparing words that people write in several ways; never for storing and never for print."""

from __future__ import annotations

import unicodedata

from shubbak.domain.text import ascii_digits

_FOLDED = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})


def fold(text: str) -> str:
    """Return text with letters that people mix up made one, without vowel signs and tatweel, its digits ASCII and its
    case folded.
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) != "Mn")
    return ascii_digits(plain).translate(_FOLDED).casefold()
