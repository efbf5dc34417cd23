"""A line of the list of drafts as neighbours send it, by hand in both directions."""

from __future__ import annotations

from shubbak.ports.drafts import DraftLine
from shubbak.wire.handing import DraftState, WireLine
from shubbak.wire.moment import moment_text, parse_moment


def line_to_wire(line: DraftLine, state: DraftState) -> WireLine:
    """Return a draft's line for another counter, and whether it may be taken."""
    return WireLine(
        id=line.id,
        service_id=line.service_id,
        service_version=line.service_version,
        operator=line.operator,
        person=line.person,
        kept_at=moment_text(line.kept_at),
        size=line.size,
        state=state,
    )


def line_from_wire(wire: WireLine) -> DraftLine:
    """Return what another counter says of a draft."""
    return DraftLine(
        id=wire.id,
        service_id=wire.service_id,
        service_version=wire.service_version,
        operator=wire.operator,
        person=wire.person,
        kept_at=parse_moment(wire.kept_at),
        size=wire.size,
    )
