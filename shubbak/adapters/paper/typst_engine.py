"""Sets pages with typst, in memory: a template of ours in, a PDF/A-2a out, and no word of the data on the disk."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from shubbak.adapters.paper.code_picture import code_svg
from shubbak.domain.text import unvowelled
from shubbak.ports.typesetter import PageOrder, TypesetError

#: Longest data and heaviest pictures together, as JSON; a licence needs 10 kB, a plan of 300 parcels 2 MB.
MOST_SIGNS = 24_000_000
#: PDF/A-2a: what 2b asks, and the order in which everything is read.
STANDARD: Literal["a-2a"] = "a-2a"
_PLACE = re.compile(r"[\w.-]+\.typ:\d+:\d+")


class TypstEngine:
    """A `Typesetter` over templates and fonts of ours.

    Data reaches a template as JSON (`sys.inputs.data`, `sys.inputs.pictures`), never as source, so that nothing in it
    is carried out; it is set without vowel signs, as most Arabic is printed. typst bounds what a template does itself
    (10,000 turns of a loop, 80 calls within each other, five rounds of layout); how much there is to be set is bounded
    here. Each order has a compiler of its own, and no two threads share one.
    """

    def __init__(self, templates: Path, fonts: Path) -> None:
        """templates: the folder of `<name>.typ`, out of which none can read. fonts: a folder of TrueType files."""
        self._templates = templates.resolve()
        self._fonts = fonts.resolve()

    def set_pages(self, order: PageOrder) -> bytes:
        inputs = {"data": _found(_written(order.data)), "pictures": _written(_carried(_pictures(order)))}
        if sum(map(len, inputs.values())) > MOST_SIGNS:
            raise TypesetError(f"{order.template}: too much for pages")
        template = self._template(order.template)
        compiler = typst.Compiler(root=self._templates, font_paths=_loaded(self._fonts))
        try:
            pages = compiler.compile(input=template, format="pdf", pdf_standards=[STANDARD], sys_inputs=inputs)
        except typst.TypstError as error:
            raise TypesetError(f"{order.template}: {_place(error)}") from None  # its message may quote the data
        if not isinstance(pages, bytes):
            raise TypesetError(f"{order.template}: no pages")
        return pages + b"\n"  # what is signed later is appended, and begins on a line of its own

    def _template(self, name: str) -> Path:
        path = self._templates / f"{name}.typ"
        if path.parent != self._templates or not path.is_file():
            raise TypesetError("no such template")
        return path


@cache
def _loaded(folder: Path) -> typst.Fonts:
    """Read the folder's fonts once a process: neither the machine's own nor those inside typst."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _written(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        raise TypesetError("data that no template can take") from None


def _found(written: str) -> str:
    """Return data in letters that come out of a PDF as they went in, so that a search or a voice finds the words.

    typst tells of a letter with a sign on it twice and turned (عُماني came out as ُعُعماني): hamza and madda become
    one with their letters, vowel signs go. JSON's own signs take part in neither.
    """
    return unvowelled(unicodedata.normalize("NFC", written))


def _pictures(order: PageOrder) -> dict[str, bytes]:
    try:
        return {**order.pictures, **{name: code_svg(text) for name, text in order.codes.items()}}
    except ValueError:
        raise TypesetError(f"{order.template}: a text too long for a code") from None  # the error may quote it


def _carried(pictures: Mapping[str, bytes]) -> dict[str, str | list[int]]:
    """Turn pictures into what JSON carries and typst's `bytes` takes: SVG as its text, PNG as numbers."""
    return {name: body.decode() if body.startswith(b"<") else list(body) for name, body in pictures.items()}


def _place(error: typst.TypstError) -> str:
    found = _PLACE.search(error.diagnostic)
    return found.group() if found else "the template or its data is wrong"
