"""Load what an output says of being drawn at the station: which questions name the land and say how it is wanted."""

from __future__ import annotations

from shubbak.forms.service import Draws, Page
from shubbak.forms.source import Section

#: What each question that draws has to be.
_KINDS = {"parcel": "parcel", "paper": "choice", "scale": "choice", "copies": "number"}


def read_draws(output: Section, kind: str, pages: tuple[Page, ...]) -> Draws | None:
    """Read the `draws` of an output, None where it has none; only a plan is drawn."""
    section = output.section("draws", "what is drawn") if output.has("draws") else None
    if section is None:
        return None
    if kind != "plan":
        output.complain("only a plan is drawn at the station", "draws")
    section.only(*_KINDS, "valid_days")
    named = {key: section.word(key) if key == "parcel" else section.word(key, "") for key in _KINDS}
    kinds = {field.id: field.kind for page in pages for field in page.fields}
    for key, question in named.items():
        if question and kinds.get(question) != _KINDS[key]:
            section.complain(f'"{question}" is no question of kind {_KINDS[key]}', key)
    days = section.whole("valid_days", 0)
    if days < 0:
        section.complain("days count from 0, which is without end", "valid_days")
    return Draws(named["parcel"], named["paper"], named["scale"], named["copies"], days)
