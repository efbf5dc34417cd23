"""A site plan as a visit asks for it: the land that was found and agreed to, and the sheet it is wanted on."""

from __future__ import annotations

from dataclasses import dataclass, field

from shubbak.domain.text import Text

#: A key's parts, ids and texts, in the country's order (`domain.parcel_key`).
Parts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Land:
    """A parcel of the station's cadastre, with what tells it from its neighbours. zone: None where nobody knows.

    sample: made-up land, for trying.
    """

    parts: Parts = field(repr=False)
    area_m2: float
    zone: Text | None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class PlanOrder:
    """What is to be drawn. paper: a4, a3 or "" for the smaller one that is enough. scale: 0 for the best one.

    valid_days: how long the plan is good for, 0 for without end.
    """

    country: str
    parts: Parts = field(repr=False)
    paper: str = ""
    scale: int = 0
    copies: int = 1
    valid_days: int = 0
