"""The name of a piece of land by the parts that its country names it by, compared as people spell them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from shubbak.domain.folding import fold
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language, Text, ascii_digits, isolate, isolate_name, plain


@dataclass(frozen=True, slots=True)
class KeyPart:
    """One part of a key.

    id: as the parcel question names it. told_apart: two parcels may differ by this part alone; a part that is not is
    shown, and never compared. optional: registers leave it blank, and a blank one fits every wish.
    """

    id: str
    label: Text
    optional: bool = False
    told_apart: bool = True


#: From the widest to the parcel's own number. قطعة is the parcel in Jordan, Oman and Saudi Arabia, a block in Kuwait.
KEY_PARTS: Mapping[str, tuple[KeyPart, ...]] = {
    "JO": (
        KeyPart("directorate", Text("مديرية تسجيل الأراضي", "Land registration directorate")),
        KeyPart("village", Text("القرية", "Village")),
        KeyPart("basin_no", Text("رقم الحوض", "Basin number")),
        KeyPart("basin", Text("اسم الحوض", "Basin name"), optional=True, told_apart=False),
        KeyPart("neighbourhood", Text("الحي", "Neighbourhood"), optional=True),
        KeyPart("sheet", Text("رقم اللوحة", "Sheet number"), optional=True),
        KeyPart("parcel", Text("رقم القطعة", "Parcel number")),
    ),
    "OM": (
        KeyPart("wilayat", Text("الولاية", "Wilayat")),
        KeyPart("village", Text("القرية أو المربع", "Village or block")),
        KeyPart("krooki", Text("رقم الرسم المساحي (الكروكي)", "Krooki number"), optional=True),
        KeyPart("plot", Text("رقم القطعة", "Plot number")),
    ),
    "KW": (
        KeyPart("area", Text("المنطقة", "Area")),
        KeyPart("block", Text("القطعة", "Block")),
        KeyPart("plot", Text("القسيمة", "Plot")),
    ),
    "SA": (
        KeyPart("municipality", Text("الأمانة أو البلدية", "Municipality")),
        KeyPart("district", Text("الحي", "District"), optional=True, told_apart=False),
        KeyPart("plan", Text("رقم المخطط", "Plan number")),
        KeyPart("block", Text("رقم البلك", "Block number"), optional=True),
        KeyPart("plot", Text("رقم القطعة", "Plot number")),
    ),
}
#: A key is found by one of these at least; the others narrow it.
_FOUND_BY = {"JO": ("parcel",), "OM": ("plot", "krooki"), "KW": ("plot",), "SA": ("plot",)}
#: Words that people write before a name or leave out; a name of nothing else keeps them.
_KINDS = """
مديرية تسجيل اراضي الاراضي قرية حوض حي لوحة قطعة رقم ولاية مربع مربوع منطقة قسيمة امانة بلدية مخطط بلك بلوك
directorate village basin sheet parcel wilayat area plot block municipality plan no number
"""
_KIND_WORDS = frozenset(fold(word) for word in _KINDS.split())
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class ParcelKey:
    """A parcel's name, or as much of it as is known. parts: id and text as written, in the country's order, none blank.

    Two keys of one parcel may be spelled differently; `folded` makes them one.
    """

    country: str
    parts: tuple[tuple[str, str], ...]

    def __getitem__(self, part_id: str) -> str:
        return dict(self.parts).get(part_id, "")

    def folded(self) -> tuple[str, ...]:
        """Return what is compared: one text for each part that tells parcels apart, "" for what is not known."""
        known = dict(self.parts)
        return tuple(fold_part(known.get(part.id, "")) for part in compared_parts(self.country))

    def whole(self) -> bool:
        """Tell whether no part is missing that registers always have."""
        known = dict(self.parts)
        return all(known.get(part.id) for part in KEY_PARTS[self.country] if not part.optional)

    def number(self) -> str:
        """Return the parcel's own number, as it stands inside the parcel on a map."""
        return self[KEY_PARTS[self.country][-1].id]

    def spelled(self) -> str:
        """Return the key on one line, such as `عمّان / تلاع العلي / 12 / 815`, as `read_key` takes it."""
        told = {part.id for part in compared_parts(self.country)}
        return " / ".join(text for part_id, text in self.parts if part_id in told)

    def subject(self, most_bytes: int = 90) -> str:
        """Return as much of `spelled` as a signed code has room for, from the number on towards the widest part.

        What is left out is in the plan's digest all the same.
        """
        parts = self.spelled().split(" / ")
        while len(parts) > 1 and len(" / ".join(parts).encode()) > most_bytes:
            parts = parts[1:]
        return " / ".join(parts).encode()[:most_bytes].decode(errors="ignore")

    def show(self, language: Language) -> tuple[tuple[str, str], ...]:
        """Return label and value of each known part, values isolated."""
        labels = {part.id: part.label.say(language) for part in KEY_PARTS[self.country]}
        return tuple(
            (labels[part_id], isolate(text) if text.isascii() else isolate_name(text)) for part_id, text in self.parts
        )


def compared_parts(country: str) -> tuple[KeyPart, ...]:
    """Return the parts that tell parcels apart, from the widest to the number."""
    return tuple(part for part in KEY_PARTS[country] if part.told_apart)


def make_key(country: str, untrusted_parts: Mapping[str, object]) -> ParcelKey | Problem:
    """Return a key of the parts that name land in this country; parts of other meaning, such as a flat, are left out.

    Returns parcel-key-country for a country that is not known, parcel-key-number where the parcel's own number is
    missing, parcel-key-long for a part that no register has.
    """
    if country not in KEY_PARTS:
        return Problem("parcel-key-country")
    written = {part.id: _clean(untrusted_parts.get(part.id, "")) for part in KEY_PARTS[country]}
    if any(len(text) > _LONGEST for text in written.values()):
        return Problem("parcel-key-long")
    if not any(sign.isalnum() for part_id in _FOUND_BY[country] for sign in written[part_id]):
        return Problem("parcel-key-number")
    return ParcelKey(country, tuple((part_id, text) for part_id, text in written.items() if text))


def read_key(country: str, untrusted_text: str) -> ParcelKey | Problem:
    """Read a key on one line: `village=… , parcel=…`, or its values from the widest to the number with ` / ` between
    them, where the optional ones may be left out from the first on. A number may hold a stroke itself, as 815/2.
    """
    if country not in KEY_PARTS:
        return Problem("parcel-key-country")
    if "=" in untrusted_text:
        pairs = (pair.partition("=") for pair in re.split(r"[,،;]", untrusted_text))
        return make_key(country, {name.strip(): value for name, _, value in pairs})
    words = [word.strip() for word in re.split(r"\s/\s" if " / " in untrusted_text else "/", untrusted_text)]
    parts = [part.id for part in compared_parts(country)]
    for part in [part for part in compared_parts(country) if part.optional]:
        if len(words) < len(parts):
            parts.remove(part.id)
    if len(words) > len(parts):
        return Problem("parcel-key-parts")
    # Fewer words than parts: they are the last ones, the number is always told.
    return make_key(country, dict(zip(parts[-len(words) :], words, strict=True)))


def fold_part(text: str) -> str:
    """Return one spelling of a part: letters and digits folded, no leading zeros, no blanks about strokes, without
    words such as حوض or قطعة رقم before the name.
    """
    folded = re.sub(r"[^\w/\-]+", " ", fold(text)).strip()
    folded = re.sub(r"\s*([/\-])\s*", r"\1", folded)
    words = folded.split()
    while len(words) > 1 and words[0] in _KIND_WORDS:
        words = words[1:]
    return re.sub(r"(?<!\d)0+(?=\d)", "", " ".join(words))


def _clean(untrusted: object) -> str:
    return plain(ascii_digits(untrusted)) if isinstance(untrusted, str) else ""
