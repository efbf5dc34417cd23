"""Which sheet a plan needs: its scale, its paper and the window on the ground that it shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shubbak.domain.problem import Problem
from shubbak.ports.cadastre import Box, Cadastre, CadastreFacts, Parcel, Surroundings

#: What offices ask for; a scale is never anything between them, so that a ruler can be laid on.
SCALES = (500, 1000, 1250, 2500)
#: A wished scale keeps a rim of the neighbours about the parcel; one that is chosen shows the neighbours too.
_FILLS, _FILLS_WELL = 0.88, 0.6


class Paper(StrEnum):
    """The sheets that offices print, upright."""

    A4 = "a4"
    A3 = "a3"


@dataclass(frozen=True, slots=True)
class SheetMeasure:
    """Millimetres of a sheet and of the map's frame on it."""

    width: float
    height: float
    map_width: float
    map_height: float


MEASURES = {Paper.A4: SheetMeasure(210, 297, 190, 138), Paper.A3: SheetMeasure(297, 420, 277, 258)}


@dataclass(frozen=True, slots=True)
class PlanWish:
    """What was asked for. scale: one of SCALES, None for the best one. paper: None for A4 where that is enough."""

    scale: int | None = None
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class SitePlan:
    """One plan, ready to be drawn.

    remarks: codes with a sentence under `plan.remark.`, where the sheet is not the one that was asked for:
    larger-paper, smaller-scale.
    """

    parcel: Parcel
    facts: CadastreFacts
    surroundings: Surroundings
    scale: int
    paper: Paper
    box: Box
    remarks: tuple[str, ...] = ()


def make_site_plan(cadastre: Cadastre, parcel: Parcel, wish: PlanWish = PlanWish()) -> SitePlan | Problem:
    """Choose the sheet, and look at the ground that it shows.

    A parcel that does not fit at the wished scale goes onto A3, then to the next scale. Returns plan-scale for a scale
    that offices do not use, plan-too-large for a parcel that fits on no sheet, parcel-replaced for one that was found
    before the cadastre was replaced; raises CadastreError.
    """
    if wish.scale is not None and wish.scale not in SCALES:
        return Problem("plan-scale")
    chosen = _wished_sheet(parcel.box, wish) if wish.scale else _best_sheet(parcel.box, wish.paper)
    if chosen is None:
        return Problem("plan-too-large")
    if cadastre.parcel(parcel.id) != parcel:
        return Problem("parcel-replaced")
    scale, paper = chosen
    remarks = (
        *(("larger-paper",) if paper is not (wish.paper or Paper.A4) else ()),
        *(("smaller-scale",) if wish.scale and scale != wish.scale else ()),
    )
    box = window(parcel.box, scale, paper)
    return SitePlan(parcel, cadastre.facts(), cadastre.around(box, parcel), scale, paper, box, remarks)


def window(ground: Box, scale: int, paper: Paper) -> Box:
    """Return what a sheet shows with this ground in its middle."""
    east, north = (ground.west + ground.east) / 2, (ground.south + ground.north) / 2
    measure = MEASURES[paper]
    wide, high = measure.map_width * scale / 2000, measure.map_height * scale / 2000
    return Box(east - wide, north - high, east + wide, north + high)


def _fits(ground: Box, scale: int, paper: Paper, part: float) -> bool:
    shown = window(ground, scale, paper)
    return ground.width <= shown.width * part and ground.height <= shown.height * part


def _wished_sheet(ground: Box, wish: PlanWish) -> tuple[int, Paper] | None:
    papers = (Paper.A3,) if wish.paper is Paper.A3 else (Paper.A4, Paper.A3)
    scales = [scale for scale in SCALES if scale >= (wish.scale or 0)]
    sheets = ((scale, paper) for scale in scales for paper in papers)
    return next((sheet for sheet in sheets if _fits(ground, *sheet, _FILLS)), None)


def _best_sheet(ground: Box, wished: Paper | None) -> tuple[int, Paper] | None:
    """Return the largest drawing with its neighbours on the wished paper, else one that merely fits."""
    first = wished or Paper.A4
    papers = (first,) if first is Paper.A3 else (first, Paper.A3)
    for part in (_FILLS_WELL, _FILLS):
        sheets = ((scale, paper) for paper in (papers if part == _FILLS else papers[:1]) for scale in SCALES)
        found = next((sheet for sheet in sheets if _fits(ground, *sheet, part)), None)
        if found:
            return found
    return None
