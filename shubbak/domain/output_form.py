"""How a kind of output is printed: its template, and where officials sign, from `resources/outputs/<kind>.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shubbak.domain.output_record import OutputPaper

_KEYS, _MORE = {"template", "signatures"}, {"paper"}
_PLACE = ("left", "bottom", "width", "height")
_MOST_SIGNATURES = 4


@dataclass(frozen=True, slots=True)
class SignaturePlace:
    """Where on the last page one official signs, in millimetres from its left lower corner."""

    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class OutputForm:
    """template: a name under `resources/outputs`. signatures: in the order of signing; further officials have none.
    paper: plain where the file does not say.
    """

    template: str
    signatures: tuple[SignaturePlace, ...]
    paper: OutputPaper = OutputPaper.PLAIN


def read_output_form(tree: object) -> OutputForm:
    """Read what one file says; raises ValueError."""
    if not isinstance(tree, Mapping) or not _KEYS <= set(tree) <= _KEYS | _MORE:
        raise ValueError(f"an output's form has {sorted(_KEYS)}, and may have {sorted(_MORE)}")
    places = tree["signatures"]
    if not isinstance(places, list) or len(places) > _MOST_SIGNATURES:
        raise ValueError(f"signatures: at most {_MOST_SIGNATURES} places")
    paper = OutputPaper(str(tree.get("paper", "plain")))
    return OutputForm(str(tree["template"]), tuple(_place(place) for place in places), paper)


def _place(tree: object) -> SignaturePlace:
    if not isinstance(tree, Mapping) or set(tree) != set(_PLACE):
        raise ValueError(f"a place to sign has {', '.join(_PLACE)}")
    left, bottom, width, height = (float(tree[name]) for name in _PLACE)
    if not (
        0 <= left <= left + width <= 210 and 0 <= bottom <= bottom + height <= 297 and width >= 30 and height >= 12
    ):
        raise ValueError("a place to sign lies on the sheet and holds a signature")
    return SignaturePlace(left, bottom, width, height)
