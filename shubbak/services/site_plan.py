"""The site plan as a page to be set: its map at true scale, and everything that stands about it in both languages."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shubbak.domain.copy_mark import CopyMark
from shubbak.domain.text import Language, Text, isolate
from shubbak.domain.wording import Wording
from shubbak.ports.typesetter import PageOrder
from shubbak.services.label_room import Label
from shubbak.services.plan_corners import Corner, corners_of
from shubbak.services.plan_drawing import STROKES, grid_numbers, line_svg, map_svg, swatch_svg
from shubbak.services.plan_labels import numbers_left_out, plan_labels
from shubbak.services.plan_paper import MapFrame, frame_of
from shubbak.services.plan_patterns import ZonePattern, zone_patterns
from shubbak.services.plan_sheet import Paper, SitePlan
from shubbak.services.plan_words import Both, PlanWords

#: Rows of the corners' table for which each sheet has room.
_ROWS = {Paper.A4: 24, Paper.A3: 36}
#: The scale's bar on the ground, and its parts.
_BARS = {500: (20, 4), 1000: (40, 4), 1250: (50, 5), 2500: (100, 5)}
#: Zones for which the legend has room; those of the parcel and nearest ones are in any case among them.
_MOST_ZONES = 10


@dataclass(frozen=True, slots=True)
class PlanIssue:
    """What issuing adds to a plan.

    number: the output's own number. code_text: what its QR says, "" where nobody signed it. office: who printed it.
    signed_by: the title under the line for the signature. copy: None on the first print.
    by_system: nobody signs by hand, the box says who issued it in place of a line.
    """

    number: str
    issued_on: date
    office: Text
    signed_by: Text
    valid_until: date | None = None
    code_text: str = ""
    copy: CopyMark | None = None
    by_system: bool = False


def site_plan_order(plan: SitePlan, issue: PlanIssue, wording: Wording) -> PageOrder:
    """Return the page to be set: template `site_plan`, its texts as data and its map as a picture in millimetres."""
    words, frame, corners = PlanWords(plan, wording), frame_of(plan), corners_of(plan.parcel)
    looks = zone_patterns(plan.surroundings.rules)
    labels = plan_labels(plan, frame, corners, wording)
    remarks = (*plan.remarks, *(("numbers-left-out",) if numbers_left_out(plan, frame, labels) else ()))
    pictures = {"map": map_svg(plan, frame, corners, looks)}
    pictures |= {f"line-{name}": line_svg(name) for name in STROKES}
    pictures |= {f"zone-{code}": swatch_svg(look) for code, look in looks.items()}
    data: dict[str, object] = {
        "printed_at": [issue.issued_on.year, issue.issued_on.month, issue.issued_on.day, 0, 0],
        "paper": plan.paper.value,
        "map": {"width": frame.width, "height": frame.height},
        "labels": [_label(label) for label in labels],
        "grid": _grid(frame),
        "bar": _bar(plan, words),
        "corners": _corners(corners, plan.paper, words),
        "legend": _legend(plan, looks, words),
        **_said(plan, issue, words),
        "remarks": [words.both(f"remark.{each}") for each in remarks],
    }
    return PageOrder("site_plan", data, pictures, {"code": issue.code_text} if issue.code_text else {})


def plan_digest(plan: SitePlan) -> bytes:
    """Return the SHA-256 of what the plan says of the land: key, corners, zone, rules, approval, data's day and scale;
    for the signed code. The same land drawn from the same data gives the same digest on every station.
    """
    parcel = plan.parcel
    corners = [
        ";".join(f"{east:.3f},{north:.3f}" for east, north in ring)
        for polygon in parcel.shape
        for ring in (polygon.outer, *polygon.holes)
    ]
    told = [parcel.key.country, *parcel.key.folded(), *corners, f"{parcel.area_m2:.2f}", str(parcel.registered_m2)]
    told += [repr(parcel.zone), repr(parcel.approval), plan.facts.data_at.isoformat(), str(plan.facts.epsg)]
    told += [str(plan.scale), str(plan.facts.sample)]
    return hashlib.sha256("\x1f".join(told).encode()).digest()


def _said(plan: SitePlan, issue: PlanIssue, words: PlanWords) -> dict[str, object]:
    """Return all words about the map."""
    issued = [
        words.row("number", dict.fromkeys(("ar", "en"), isolate(issue.number))),
        words.row("issued", words.day(issue.issued_on)),
        *([words.row("valid", words.day(issue.valid_until))] if issue.valid_until else []),
        words.row("office", _text(issue.office)),
    ]
    return {
        "municipality": _text(plan.facts.municipality),
        "title": words.both("title"),
        "number": issue.number,
        "key": words.key_rows(),
        "facts": words.facts(),
        "issued": issued,
        "north": words.both("north"),
        "sample": words.both("sample") if plan.facts.sample else None,
        "copy": _copy(issue.copy, words),
        "sign": words.both("issued_how" if issue.by_system else "sign"),
        "by_system": issue.by_system,
        "signed_by": _text(issue.signed_by),
        "code": words.both("code") if issue.code_text else None,
        "no_code": words.both("no_code"),
        "disclaimer": words.both("disclaimer"),
    }


def _copy(mark: CopyMark | None, words: PlanWords) -> Both | None:
    if mark is None:
        return None
    return words.both(f"copy.{mark.reason.value}", number=isolate(str(mark.number)))


def _label(label: Label) -> dict[str, object]:
    placed = {"x": round(label.x, 3), "y": round(label.y, 3), "degrees": round(label.degrees, 2)}
    words = {"text": label.text, "second": label.second, "points": label.points, "kind": label.kind}
    return {**placed, **words, "leader": [round(each, 3) for each in label.leader] if label.leader else None}


def _grid(frame: MapFrame) -> dict[str, list[dict[str, object]]]:
    easts, norths = grid_numbers(frame)
    return {
        "east": [{"at": round(x, 3), "text": str(east)} for x, east in easts],
        "north": [{"at": round(y, 3), "text": str(north)} for y, north in norths],
    }


def _bar(plan: SitePlan, words: PlanWords) -> dict[str, object]:
    metres, parts = _BARS[plan.scale]
    millimetres = metres * 1000 / plan.scale
    marks = [str(metres * part // parts) for part in range(parts + 1)]
    return {
        "mm": millimetres,
        "marks": marks,
        "scale": words.both("scale", scale=isolate(f"1:{plan.scale}")),
        "ruler": words.both("ruler", mm=isolate(f"{millimetres:g}")),
    }


def _corners(corners: tuple[Corner, ...], paper: Paper, words: PlanWords) -> dict[str, object]:
    shown = corners[: _ROWS[paper]]
    rows = [
        [str(each.number), f"{each.place[0]:.2f}", f"{each.place[1]:.2f}", f"{each.length_m:.2f}"] for each in shown
    ]
    left = len(corners) - len(shown)
    return {
        "title": words.both("corners"),
        "heads": [words.both(key) for key in ("corner", "east", "north_value", "to_next")],
        "rows": rows,
        "more": words.both("more_corners", count=isolate(str(left))) if left else None,
    }


def _legend(plan: SitePlan, looks: Mapping[str, ZonePattern], words: PlanWords) -> dict[str, object]:
    seen = plan.surroundings
    drawn = {
        "parcel": True,
        "envelope": bool(seen.envelope),
        "neighbour": True,
        "block": bool(seen.blocks),
        "street": any(street.middle for street in seen.streets),
    }
    lines = [{"picture": f"line-{name}", **words.both(f"line.{name}")} for name, there in drawn.items() if there]
    own = plan.parcel.zone.code if plan.parcel.zone else ""
    rules = sorted((rule for rule in seen.rules if rule.code in looks), key=lambda rule: rule.code != own)
    zones = [{"picture": f"zone-{rule.code}", **_text(rule.name)} for rule in rules[:_MOST_ZONES]]
    return {"title": words.both("legend"), "rows": [*lines, *zones]}


def _text(text: Text) -> Both:
    return {language.value: text.say(language) for language in Language}
