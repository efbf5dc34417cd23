"""The site plan as a page to be set: its map at true scale, and everything that stands about it in both languages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from shubbak.domain.copy_mark import CopyMark
from shubbak.domain.text import Text
from shubbak.domain.wording import Wording
from shubbak.ports.typesetter import PageOrder
from shubbak.services.plan_sheet import SitePlan


@dataclass(frozen=True, slots=True)
class PlanIssue:
    """What issuing adds to a plan.

    number: the output's own number. code_text: what its QR says, "" where nobody signed it. office: who printed it.
    signed_by: the title under the line for the signature. copy: None on the first print.
    """

    number: str
    issued_on: date
    office: Text
    signed_by: Text
    valid_until: date | None = None
    code_text: str = ""
    copy: CopyMark | None = None


def site_plan_order(plan: SitePlan, issue: PlanIssue, wording: Wording) -> PageOrder:
    """Return the page to be set: template `site_plan`, its texts as data and its map as a picture in millimetres."""
    said = {"number": issue.number, "key": plan.parcel.key.spelled(), "scale": plan.scale, "paper": plan.paper.value}
    return PageOrder("site_plan", said)


def plan_digest(plan: SitePlan) -> bytes:
    """Return the SHA-256 of what the plan says of the land: key, corners, zone, rules, approval, data's day and scale;
    for the signed code. The same land drawn from the same data gives the same digest on every station.
    """
    return hashlib.sha256(_said(plan)).digest()


def _said(plan: SitePlan) -> bytes:
    parcel = plan.parcel
    corners = [
        ";".join(f"{east:.3f},{north:.3f}" for east, north in ring)
        for polygon in parcel.shape
        for ring in (polygon.outer, *polygon.holes)
    ]
    told = [parcel.key.country, *parcel.key.folded(), *corners, f"{parcel.area_m2:.2f}", str(parcel.registered_m2)]
    told += [repr(parcel.zone), repr(parcel.approval), plan.facts.data_at.isoformat(), str(plan.facts.epsg)]
    told += [str(plan.scale), str(plan.facts.sample)]
    return "\x1f".join(told).encode()
