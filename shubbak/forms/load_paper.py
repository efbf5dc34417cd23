"""Read the template of a paper: all that is wrong with it is told at once, each with file, line and a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from string import Formatter

from shubbak.domain.paper_template import OWN_WORDS, PaperKind, PaperTemplate
from shubbak.domain.text import Language, plain
from shubbak.forms.source import Section, near, read_nodes

#: Parts of every paper, besides its own. A part `say.…` prints the sentence of that key, which the file brings along.
EVERYWHERE = ("ornament", "logo", "rule", "strong_rule", "municipality", "office")
_PARTS = {
    PaperKind.RECEIPT: (
        *("title", "service", "number", "issued", "status", "fees", "total", "payment", "later", "invoice"),
        *("next", "code", "complaint"),
    ),
    PaperKind.STILL_NEEDED: ("title", "service", "needed", "number", "until", "code", "not_receipt"),
    PaperKind.SELF_TEST: ("title", "printed", "edges", "joined", "order", "numbers", "code", "dots", "answer"),
}
#: What a person must be able to hold in hands, whatever a municipality would rather have on its paper.
_NEEDED = {
    PaperKind.RECEIPT: (
        *("municipality", "service", "number", "issued", "status", "fees", "total", "payment", "later", "invoice"),
        *("next", "code"),
    ),
    PaperKind.STILL_NEEDED: ("municipality", "service", "needed", "number", "until", "code", "not_receipt"),
    PaperKind.SELF_TEST: _PARTS[PaperKind.SELF_TEST],
}
_MOST_PARTS, _MOST_SIGNS = 60, 600
_LOGO_MM = (5, 40)
_ARABIC = re.compile(r"[\u0621-\u064a]")


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """A template as its file describes it. logo: the name of the file beside it, "" for none; logo_mm: how high."""

    template: PaperTemplate
    logo: str = ""
    logo_mm: int = 0


def load_paper(text: str, path: str, shipped: PaperTemplate | None = None) -> ReadPaper:
    """Return what a file says; `path` is only named in complaints.

    shipped: what it takes the place of; the file may then leave out parts and words that stay as they are, and can
    neither bring words that nothing prints nor name other values in a sentence. Raises ServiceFileError with every
    complaint.
    """
    node, complaints = read_nodes(text, path)
    root = Section(node, complaints, "the template")
    root.only("kind", "language", "logo", "parts", "words")
    kind, language = root.one_of("kind", PaperKind), root.one_of("language", Language)
    if shipped is not None and (kind, language) != (shipped.kind, shipped.language):
        wrong = "kind" if kind is not shipped.kind else "language"
        root.complain(f'this must be the template of "{shipped.kind}" in "{shipped.language}", as its name says', wrong)
    words = _words(root, language, shipped)
    parts = _parts(root, kind, words) if root.has("parts") or shipped is None else shipped.parts
    logo, height = _logo(root)
    complaints.raise_any()
    template = PaperTemplate(kind, language, parts, words)
    return ReadPaper(replace(template, logo=shipped.logo if shipped and not logo else None), logo, height)


def load_shipped(text: str, path: str) -> PaperTemplate:
    """Return a template that the product brings along; raises ServiceFileError."""
    return load_paper(text, path).template


def _words(root: Section, language: Language, shipped: PaperTemplate | None) -> dict[str, str]:
    usual = dict(shipped.words) if shipped else {}
    section = root.section("words", "the words") if root.has("words") or shipped is None else None
    for key in section.keys() if section else ():
        assert section is not None
        sentence = section.word(key)
        _check_sentence(section, key, sentence, language)
        if shipped and not key.startswith(OWN_WORDS):
            _check_against(section, key, sentence, shipped)
        usual[key] = sentence
    return usual


def _check_sentence(section: Section, key: str, sentence: str, language: Language) -> None:
    if len(sentence) > _MOST_SIGNS:
        section.complain(f'"{key}" has {len(sentence)} signs; a sentence on paper may have {_MOST_SIGNS}', key)
    elif plain(sentence) != sentence:
        section.complain(f'"{key}" holds signs that turn the text or that nobody sees: write it anew', key)
    elif _values(sentence) is None:
        section.complain(f'"{key}" has a brace that is not closed, or one without a name between', key)
    elif key.startswith(OWN_WORDS) and _values(sentence):
        section.complain(f'"{key}" is a sentence of your own, and there are no values to put into its braces', key)
    elif language is Language.AR and sentence and not _ARABIC.search(sentence) and not _values(sentence):
        section.complain(f'"{key}" has no Arabic letters', key)


def _check_against(section: Section, key: str, sentence: str, shipped: PaperTemplate) -> None:
    if key not in shipped.words:
        section.complain(f'nothing prints "{key}"{near(key, shipped.words)}', key)
        return
    wanted, found = _values(shipped.words[key]), _values(sentence)
    if found is not None and wanted is not None and found != wanted:
        listed = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "no values"
        section.complain(f'"{key}" must name {listed}, as the sentence it replaces', key)


def _values(sentence: str) -> frozenset[str] | None:
    """Return the names in braces, or None where a brace is wrong."""
    try:
        found = [(name, spec, turn) for _, name, spec, turn in Formatter().parse(sentence) if name is not None]
    except ValueError:
        return None
    sound = all(name.isidentifier() and not spec and not turn for name, spec, turn in found)
    return frozenset(name for name, _, _ in found) if sound else None


def _parts(root: Section, kind: PaperKind, words: dict[str, str]) -> tuple[str, ...]:
    parts = root.words("parts")
    known = (*EVERYWHERE, *_PARTS[kind])
    for part in parts:
        if part.startswith(OWN_WORDS):
            if part not in words:
                root.complain(f'"{part}" is to be printed, and "words" has no sentence of that name', "parts")
        elif part not in known:
            root.complain(f'"{part}" is no part of this paper{near(part, known)}', "parts")
        elif part not in ("rule", "strong_rule") and parts.count(part) > 1:
            root.complain(f'"{part}" stands twice', "parts")
    for part in _NEEDED[kind]:
        if parts and part not in parts:
            root.complain(f'this paper may not do without "{part}"', "parts")
    if len(parts) > _MOST_PARTS:
        root.complain(f"a paper has at most {_MOST_PARTS} parts, this one has {len(parts)}", "parts")
    return parts


def _logo(root: Section) -> tuple[str, int]:
    section = root.section("logo", "the logo") if root.has("logo") else None
    if section is None:
        return "", 0
    section.only("file", "height_mm")
    name, height = section.word("file"), section.whole("height_mm")
    if name and not re.fullmatch(r"[A-Za-z0-9_-]+\.(png|svg)", name):
        section.complain(f'"{name}" must be a PNG or SVG file beside the template, such as logo.png', "file")
    if not _LOGO_MM[0] <= height <= _LOGO_MM[1]:
        section.complain(f"a logo is {_LOGO_MM[0]} to {_LOGO_MM[1]} mm high, not {height}", "height_mm")
    return name, height
