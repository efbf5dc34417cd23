"""What can happen around a plan that is drawn in the visit."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.plan_order import Land, Parts


@dataclass(frozen=True, slots=True)
class LandFound:
    """What the cadastre has for these parts; none is an answer too. code: why no plan can be drawn here, "" where one
    can.
    """

    parts: Parts = dataclasses.field(repr=False)
    found: tuple[Land, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class LandChosen:
    """One of several parcels, by its place in the list."""

    place: int


@dataclass(frozen=True, slots=True)
class PlanPrinted:
    """The plan lies in the printer's tray. code: what its QR says."""

    application_id: str
    code: str


@dataclass(frozen=True, slots=True)
class PlanFailed:
    """It did not come out for sure; `code` is the printer's, the store's or the cadastre's. unsure: it may have."""

    application_id: str
    code: str
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class PlanRetried:
    """Try to print the plan once more. reason: of an operator who prints a copy of one that came out."""

    reason: CopyReason | None = None
