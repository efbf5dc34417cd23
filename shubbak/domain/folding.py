"""One spelling for comparing words that people write in several ways; never for storing and never for print."""

from __future__ import annotations

import unicodedata

from shubbak.domain.text import ascii_digits

_MIXED_UP = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": ""}


class _Signs(dict[int, str]):
    """What becomes of each sign, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        if unicodedata.category(sign) == "Mn":
            folded = ""
        else:
            plain = ascii_digits(sign)
            folded = _MIXED_UP.get(plain, plain).casefold()
        # Only what people write is remembered: no stranger's text makes this grow.
        if code < 0x0800:
            self[code] = folded
        return folded


_SIGNS = _Signs()


def fold(text: str) -> str:
    """Return text with letters that people mix up made one, without vowel signs and tatweel, its digits ASCII and its
    case folded.
    """
    return unicodedata.normalize("NFC", text).translate(_SIGNS)
