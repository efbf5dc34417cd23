"""A municipality's own receipts: read as the station starts; what cannot be used stays out and is said to staff."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from shubbak.domain.paper_template import Logo, PaperTemplate
from shubbak.domain.wording import Wording
from shubbak.forms.load_paper import load_paper
from shubbak.forms.source import MOST_BYTES, ServiceFileError
from shubbak.qtkit.receipt_logo import MOST_BYTES as MOST_LOGO_BYTES
from shubbak.qtkit.receipt_logo import logo_problem
from shubbak.resources import load_wording

#: Each paper in each language is one file; a folder of more holds something else.
_MOST_FILES = 40
log = logging.getLogger(__name__)


class UnusableTemplate(ValueError):
    """One file that is not used. `file` is its name, the text says what is wrong, line by line."""

    def __init__(self, file: str, sentence: str) -> None:
        super().__init__(sentence)
        self.file = file


def station_wording(folder: Path) -> tuple[Wording, str]:
    """Return all sentences with the municipality's own papers, and the first file that stays out, "" for none.

    What is wrong with each goes to the log; `shubbak receipts` says it too.
    """
    wording, unusable = read_papers(folder)
    for bad in unusable:
        log.warning("a receipt template is not used: %s", bad)
    return wording, unusable[0].file if unusable else ""


def read_papers(folder: Path) -> tuple[Wording, tuple[UnusableTemplate, ...]]:
    """Return all sentences with the papers of a folder, and what is wrong with those that stay out.

    folder: holds `<kind>.<language>.yaml` files and their logos; where there is none, the shipped papers stand. Needs a
    QGuiApplication. Never raises for what stands in the folder: the shipped paper takes a bad one's place.
    """
    shipped = load_wording()
    own: list[PaperTemplate] = []
    unusable: list[UnusableTemplate] = []
    for path in _files(folder, unusable):
        try:
            own.append(_read(path, shipped))
        except UnusableTemplate as bad:
            unusable.append(bad)
    return shipped.with_papers(own), tuple(unusable)


def _files(folder: Path, unusable: list[UnusableTemplate]) -> Iterator[Path]:
    try:
        paths = sorted(path for path in folder.glob("*") if path.suffix in (".yaml", ".yml"))
    except OSError:
        unusable.append(UnusableTemplate(folder.name, f"{folder.name}: the folder cannot be read"))
        return
    if len(paths) > _MOST_FILES:
        name = paths[_MOST_FILES].name
        unusable.append(UnusableTemplate(name, f"{name}: only {_MOST_FILES} templates are read"))
    yield from paths[:_MOST_FILES]


def _read(path: Path, shipped: Wording) -> PaperTemplate:
    """Read one file against the paper that it takes the place of; raises UnusableTemplate."""
    papers = {f"{paper.kind}.{paper.language}.yaml": paper for paper in shipped.papers()}
    if path.name not in papers:
        raise UnusableTemplate(path.name, f"{path.name}: no paper has that name; there are {', '.join(sorted(papers))}")
    try:
        text = _bytes(path, path.name, MOST_BYTES).decode("utf-8")
        read = load_paper(text, path.name, papers[path.name])
    except UnicodeDecodeError:
        raise UnusableTemplate(path.name, f"{path.name}: this is not UTF-8") from None
    except ServiceFileError as error:
        raise UnusableTemplate(path.name, str(error)) from None
    if not read.logo:
        return read.template
    data = _bytes(path.parent / read.logo, path.name, MOST_LOGO_BYTES)
    problem = logo_problem(data)
    if problem:
        raise UnusableTemplate(path.name, f"{path.name}: {read.logo}: {problem}")
    return replace(read.template, logo=Logo(data, read.logo_mm))


def _bytes(path: Path, template: str, most: int) -> bytes:
    """Return a file's bytes, no more than are read at all; raises UnusableTemplate."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError:
        raise UnusableTemplate(template, f"{template}: {path.name} cannot be read") from None
    if len(data) > most:
        raise UnusableTemplate(template, f"{template}: {path.name} has more than {most} bytes")
    return data
