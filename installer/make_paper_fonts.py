"""The font of A4 pages, made from IBM Plex Sans Arabic under another name, as its licence asks of whoever changes it.

Two things are changed. The files are TrueType, which the typesetter reads. And letters that stand as one glyph (lam
with alef, feh with yeh) are two glyphs again, the first without ink or width: a glyph that stands for two letters is
read backwards by Poppler and by Chrome's PDFium, so that nobody would find a word with one in a licence.

Run it with fontTools and brotli at hand, which the product does not need: `python installer/make_paper_fonts.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fontTools.otlLib import builder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph

FAMILY = "Shubbak Paper"
FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
WEIGHTS = {"Regular": "Regular", "SemiBold": "SemiBold"}
_RENAMED = (1, 2, 3, 4, 6, 16, 17)
_UNNEEDED = (7, 18, 19, 20, 21, 22)  # the trademark's name, and sample texts


def main() -> None:
    """Write `ShubbakPaper-*.ttf` beside the fonts that IBM publishes."""
    for source, weight in WEIGHTS.items():
        font = TTFont(FONTS / f"IBMPlexSansArabic-{source}.woff2", recalcTimestamp=False)
        font.flavor = None
        _rename(font, weight)
        _split_ligatures(font)
        font.save(FONTS / f"ShubbakPaper-{weight}.ttf")


def _rename(font: TTFont, weight: str) -> None:
    full = f"{FAMILY} {weight}"
    names = {1: full, 2: "Regular", 3: f"1.005;{full}", 4: full, 6: full.replace(" ", ""), 16: FAMILY, 17: weight}
    table = font["name"]
    for record in list(table.names):
        if record.nameID in (*_RENAMED, *_UNNEEDED) or record.platformID != 3:
            table.removeNames(record.nameID, record.platformID, record.platEncID, record.langID)
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)


def _split_ligatures(font: TTFont) -> None:
    """Put a contextual lookup in the place of each required lookup of ligatures."""
    table = font["GSUB"].table
    features = (record for record in table.FeatureList.FeatureRecord if record.FeatureTag in ("rlig", "liga"))
    for number in sorted({index for record in features for index in record.Feature.LookupListIndex}):
        lookup = table.LookupList.Lookup[number]
        if lookup.LookupType == 4:
            _split(font, lookup)


def _split(font: TTFont, lookup: Any) -> None:
    pairs: dict[str, dict[str, str]] = {}
    for subtable in lookup.SubTable:
        for first, ligatures in subtable.ligatures.items():
            for ligature in ligatures:
                (second,) = ligature.Component  # three letters in one would need a second empty glyph
                pairs.setdefault(first, {})[second] = ligature.LigGlyph
    gone = _added(font, builder.buildSingleSubstSubtable({first: _emptied(font, first) for first in pairs}))
    order = font.getReverseGlyphMap()
    subtables = []
    for first, seconds in pairs.items():
        drawn = _added(font, builder.buildSingleSubstSubtable(seconds))
        subtables.append(_chain([{first}, set(seconds)], [gone, drawn], order))
    lookup.LookupType, lookup.SubTable, lookup.SubTableCount = 6, subtables, len(subtables)


def _chain(sequence: list[set[str]], lookups: list[int], order: dict[str, int]) -> Any:
    chain = otTables.ChainContextSubst()
    chain.Format = 3
    chain.BacktrackCoverage, chain.LookAheadCoverage = [], []
    chain.BacktrackGlyphCount = chain.LookAheadGlyphCount = 0
    chain.InputCoverage = [builder.buildCoverage(glyphs, order) for glyphs in sequence]
    chain.InputGlyphCount = len(sequence)
    chain.SubstLookupRecord = []
    for place, number in enumerate(lookups):
        record = otTables.SubstLookupRecord()
        record.SequenceIndex, record.LookupListIndex = place, number
        chain.SubstLookupRecord.append(record)
    chain.SubstCount = len(lookups)
    return chain


def _added(font: TTFont, subtable: Any) -> int:
    """Append a lookup that is asked by others alone, and return its number."""
    found = font["GSUB"].table.LookupList
    found.Lookup.append(builder.buildLookup([subtable]))
    found.LookupCount = len(found.Lookup)
    return found.LookupCount - 1


def _emptied(font: TTFont, glyph: str) -> str:
    """Add a glyph without ink and width that stands for the letter whose ink its neighbour draws."""
    name = f"{glyph}.drawn"
    if name not in font["glyf"].glyphs:
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"].glyphs[name] = Glyph()
        font["glyf"].glyphOrder = font.getGlyphOrder()
        font["hmtx"].metrics[name] = (0, 0)
        font["GDEF"].table.GlyphClassDef.classDefs[name] = 1
    return name


if __name__ == "__main__":
    main()
