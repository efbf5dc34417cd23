"""The sections of a printed guide: what to bring, what it costs, who may apply, the steps, the law."""

from __future__ import annotations

from collections.abc import Callable

from shubbak.forms.guide import Guide
from shubbak.forms.guide_fees import GuideFee
from shubbak.qtkit.leaflet_rows import FeeRow, HeadingRow, LeafletType, MarkedRow, PartRow, Row, Section, SmallRow


def sections_of(told: Guide, setter: LeafletType, width: int, say: Callable[[str], str]) -> list[Section]:
    """Set the guide's parts for a column; a part that says nothing is left out."""

    def section(key: str, rows: list[Row]) -> list[Section]:
        return [Section(HeadingRow(setter, say(key), width), tuple(rows))] if rows else []

    def points(lines: tuple[str, ...]) -> list[Row]:
        return [MarkedRow(setter, line, "", width, "point") for line in lines]

    papers: list[Row] = [MarkedRow(setter, line.text, line.note, width, "box") for line in told.documents]
    steps: list[Row] = [
        MarkedRow(setter, line.text, line.note, width, str(place + 1)) for place, line in enumerate(told.steps)
    ]
    return [
        *section("bring", papers or points((say("nothing"),))),
        *section("who", points(told.eligibility)),
        *section("cost", _fees(told, setter, width, say) or points((say("free"),))),
        *section("steps", steps),
        *section("law", points(told.laws)),
    ]


def _fees(told: Guide, setter: LeafletType, width: int, say: Callable[[str], str]) -> list[Row]:
    rows: list[Row] = []
    for part in told.fee_parts:
        rows += [PartRow(setter, part.due, width)] if part.due else []
        rows += [_fee(fee, setter, width, say) for fee in part.fees]
    if rows:
        told_below = [say("final")] + ([say("indicative_note")] if told.indicative else [])
        rows.append(SmallRow(setter, " ".join(told_below), width))
    return rows


def _fee(fee: GuideFee, setter: LeafletType, width: int, say: Callable[[str], str]) -> FeeRow:
    mark = say("indicative") if fee.indicative else ""
    return FeeRow(setter, fee.label, fee.figures, " · ".join(fee.notes), mark, width)
