"""A person's name in the parts that a country writes, and its Latin form, for which a transliteration is offered."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.text import Language, isolate_name
from shubbak.domain.transliteration import transliterate
from shubbak.fields.arabic_name import ARABIC_NAME
from shubbak.fields.kind import Question, Wrong
from shubbak.fields.record import PartRule, RecordOfParts, read_part, typed, write_raw

#: What a travel document's name may hold (ICAO 9303 part 3): 26 letters, the hyphen, the apostrophe and spaces.
_LATIN = re.compile(r"[A-Z]+(?:[ '-][A-Z]+)*")
_ARABIC_PARTS = ("first", "father", "grandfather", "family")

_FIRST = typed("first", "الاسم الأول", "First name", required=True, longest=40)
# Residents of other countries often have a given name and a family name only, and are served too.
_FATHER = typed("father", "اسم الأب", "Father's name", longest=40)
_GRANDFATHER = typed("grandfather", "اسم الجد", "Grandfather's name", longest=40)
_FAMILY = typed("family", "اسم العائلة", "Family name", required=True, longest=40)
_TRIBE = typed("family", "القبيلة أو العائلة", "Tribe or family", required=True, longest=40)
_LATIN_NAME = typed("latin", "الاسم بالأحرف اللاتينية", "Name in Latin letters", keyboard="latin", longest=120)

_PARTS = {
    "JO": (_FIRST, _FATHER, _GRANDFATHER, _FAMILY, _LATIN_NAME),
    "OM": (_FIRST, _FATHER, _GRANDFATHER, _TRIBE, _LATIN_NAME),
    "KW": (_FIRST, _FATHER, _GRANDFATHER, _FAMILY, _LATIN_NAME),
    "SA": (_FIRST, _FATHER, _GRANDFATHER, _FAMILY, _LATIN_NAME),
}


class FullNameKind(RecordOfParts):
    """Each part may be of several words: عبد الرحمن is one given name, and بن is kept where it was typed."""

    def read_part(self, rule: PartRule, untrusted: str) -> str | Wrong:
        # Capitals first: some letters are two then, and the length is of what is kept.
        untrusted = untrusted.upper() if rule.part.id == "latin" else untrusted
        text = read_part(rule, untrusted.replace("\u0640", ""))
        if isinstance(text, Wrong) or not text:
            return text
        if rule.part.id == "latin":
            text = text.replace("’", "'")
            return text if _LATIN.fullmatch(text) else Wrong("answer-latin-name", part="latin")
        return text if ARABIC_NAME.fullmatch(text) else Wrong("answer-arabic-name", part=rule.part.id)

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        known = answer if isinstance(answer, Mapping) else {}
        arabic, latin = in_arabic(known), str(known.get("latin", ""))
        if not latin:
            return isolate_name(arabic)
        return f"{isolate_name(arabic)} ({isolate_name(latin)})"

    def redact(self, answer: Answer) -> str:
        return " ".join(f"{word[0]}•••" for word in in_arabic(answer).split()) if isinstance(answer, Mapping) else "•••"


def in_arabic(parts: Mapping[str, object]) -> str:
    """Return the Arabic parts as one name; بن and بنت stand where their bearer typed them, and nowhere else."""
    return " ".join(str(parts[part]) for part in _ARABIC_PARTS if parts.get(part))


def offered_latin(parts: Mapping[str, object]) -> str:
    """Return a Latin form to offer for the Arabic parts; the bearer's own spelling on a passport beats it."""
    return transliterate(in_arabic(parts))


def raw_of_latin(name: str) -> str:
    """Return raw text with a Latin name as a document writes it; "" for another script, whose parts nobody can tell."""
    latin = " ".join(name.upper().split())
    return write_raw({"latin": latin}) if _LATIN.fullmatch(latin) else ""


KIND = FullNameKind("full_name", _PARTS)
