"""The newest cases as staff look through them: what each is about and what about it somebody should see."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, func, select

from portal.store.tables import APPLICATIONS, CASES, FINDINGS
from shubbak.wire.attachment import WireExcuse


class _Document(msgspec.Struct):
    excuses: list[WireExcuse] = []


class _Content(msgspec.Struct):
    documents: list[_Document] = []


_CONTENT = msgspec.json.Decoder(_Content)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case, without anything personal. accepted_at: RFC 3339 UTC. excused: pages that were taken as they are."""

    number: str
    service: str
    catalogue_version: int
    station: str
    accepted_at: str
    findings: int
    excused: int


def newest_cases(connection: Connection, most: int, station: str = "") -> list[CaseLine]:
    """Return the newest cases of one station, or of all, the newest first."""
    found = select(func.count()).where(FINDINGS.c.application == APPLICATIONS.c.row).correlate(APPLICATIONS)
    wanted = (
        select(APPLICATIONS, CASES.c.number, found.scalar_subquery().label("findings"))
        .join(CASES, CASES.c.application == APPLICATIONS.c.row)
        .order_by(APPLICATIONS.c.row.desc())
        .limit(most)
    )
    rows = connection.execute(wanted.where(APPLICATIONS.c.station == station) if station else wanted)
    return [
        CaseLine(
            number=row.number,
            service=row.service_id,
            catalogue_version=row.catalogue_version,
            station=row.station,
            accepted_at=row.accepted_at,
            findings=row.findings,
            excused=sum(len(one.excuses) for one in _CONTENT.decode(row.content).documents),
        )
        for row in rows
    ]
