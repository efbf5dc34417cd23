"""Words in both languages, digits of three scripts, and the isolates that keep codes upright inside Arabic."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

LRI, FSI, PDI, RLM = "\u2066", "\u2068", "\u2069", "\u200f"
#: Arabic letter mark, both direction marks, embeddings and overrides with their end, isolates with theirs.
_TURNING = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_DIGITS = {0x0660 + n: str(n) for n in range(10)} | {0x06F0 + n: str(n) for n in range(10)}
_TO_ARABIC = {0x30 + n: chr(0x0660 + n) for n in range(10)}
_VOWELS = dict.fromkeys([*range(0x064B, 0x0653), 0x0670])
#: Words in Latin letters, one behind the other, such as a name; or a number, a code or a word, with the figures of one
#: phone number behind it; and those among them that read rightly between Arabic words by themselves.
_CODE = re.compile(
    r"(?:[A-Za-z][A-Za-z.'-]* )+[A-Za-z](?:[A-Za-z.'-]*[A-Za-z])?|"
    r"[+-]?[A-Za-z0-9](?:[A-Za-z0-9/.,:+_-]*[A-Za-z0-9])?%?(?: [0-9]+)*"
)
_FIGURE = re.compile(r"[0-9]+(?:[.,/:][0-9]+)*")


class Language(StrEnum):
    """The languages of the counter (ISO 639-1); Arabic is the first."""

    AR = "ar"
    EN = "en"

    @property
    def rtl(self) -> bool:
        return self is Language.AR

    @property
    def other(self) -> Language:
        return Language.EN if self is Language.AR else Language.AR


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in both languages; neither may be empty where a person will read it."""

    ar: str
    en: str

    def say(self, language: Language) -> str:
        return self.ar if language is Language.AR else self.en


def ascii_digits(text: str) -> str:
    """Return text with Arabic-Indic (U+0660) and extended (U+06F0) digits as ASCII, U+066B as a point, U+066C
    dropped.
    """
    return text.translate(_DIGITS).replace("\u066b", ".").replace("\u066c", "")


def arabic_digits(text: str) -> str:
    """Return text with ASCII digits as Arabic-Indic ones, for a municipality that sets them."""
    return text.translate(_TO_ARABIC)


def plain(untrusted_text: str) -> str:
    """Return text on one line without control signs and without those that turn it (UAX 9, 3.1): inside an isolate
    either could end it, and what somebody wrote would reorder its neighbours or read backwards.
    """
    one_line = " ".join(untrusted_text.translate(_TURNING).split())
    return "".join(sign for sign in one_line if unicodedata.category(sign) != "Cc")


def isolate(code: str) -> str:
    """Wrap a number, date, phone or code so that it reads left to right inside any paragraph (UAX 9, LRI..PDI)."""
    return f"{LRI}{code}{PDI}" if code else code


def upright(untrusted_text: str) -> str:
    """Return Arabic as it is set on paper: `plain`, and isolates around those codes alone that would be turned, since
    isolates come along when text is taken out of a PDF.
    """
    return _CODE.sub(_isolated, plain(untrusted_text))


def unvowelled(text: str) -> str:
    """Return Arabic without its vowel signs (U+064B to U+0652, U+0670), as most of it is printed."""
    return text.translate(_VOWELS)


def _isolated(found: re.Match[str]) -> str:
    code = found.group()
    return code if _FIGURE.fullmatch(code) else isolate(code)


def isolate_name(name: str) -> str:
    """Wrap a name of unknown direction so that it cannot reorder its neighbours (UAX 9, FSI..PDI)."""
    return f"{FSI}{name}{PDI}" if name else name


def paragraph(text: str, language: Language) -> str:
    """Let what begins with an isolate and goes on behind it run as its language does (UAX 9, P2 skips isolates)."""
    goes_on = text[:1] in (LRI, FSI) and text.find(PDI) + 1 < len(text)
    return f"{RLM}{text}" if goes_on and language.rtl else text


def bare(text: str) -> str:
    """Return text without isolates, for places that are counted in columns."""
    return text.translate({ord(sign): None for sign in (LRI, FSI, PDI)})
