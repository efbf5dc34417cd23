"""What staff and the public read of accepted applications: the list, one opened case, one receipt's standing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, repeat
from typing import cast

import msgspec
from sqlalchemy import Connection, Label, Row, Table, func, select

from portal.store.tables import APPLICATIONS, CASES, DOCUMENTS, FINDINGS, PAYMENTS, RECEIPTS


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """One accepted application, without anything personal. findings: in how much the portal disagrees with it."""

    id: str
    station: str
    sequence: int
    receipt: str
    case: str
    service: str
    total_minor: int
    currency: str
    accepted_at: str
    documents: int
    findings: int


@dataclass(frozen=True, slots=True)
class ReceiptStanding:
    """A receipt as the portal knows it: since when, and for which application.

    status: received where the portal found something in the application that staff look at, accepted where it did not,
    or void.
    """

    number: str
    status: str
    accepted_at: str
    application_id: str
    service_id: str
    total_minor: int
    currency: str


def list_applications(connection: Connection) -> list[ApplicationLine]:
    """Return every accepted application in the order of acceptance."""
    counted = (_count_of(DOCUMENTS, "documents"), _count_of(FINDINGS, "findings"))
    rows = connection.execute(
        select(APPLICATIONS, RECEIPTS.c.number.label("receipt"), CASES.c.number.label("case_number"), *counted)
        .join(RECEIPTS, RECEIPTS.c.application == APPLICATIONS.c.row)
        .join(CASES, CASES.c.application == APPLICATIONS.c.row)
        .order_by(APPLICATIONS.c.row)
    )
    return [
        ApplicationLine(
            id=row.id,
            station=row.station,
            sequence=row.sequence,
            receipt=row.receipt,
            case=row.case_number,
            service=row.service_id,
            total_minor=row.total_minor,
            currency=row.currency,
            accepted_at=row.accepted_at,
            documents=row.documents,
            findings=row.findings,
        )
        for row in rows
    ]


def _count_of(table: Table, name: str) -> Label[int]:
    mine = table.c.application == APPLICATIONS.c.row
    return select(func.count()).where(mine).correlate(APPLICATIONS).scalar_subquery().label(name)


def open_case(connection: Connection, number: str) -> dict[str, object] | None:
    """Return a case with its whole application, documents by their hashes; personal, for staff only.

    Each document says how many pages it has and why pages of it count in spite of their faults (`excuses`, as
    `wire.attachment.WireExcuse` writes them); applications from before that was told have one page and no excuses.
    """
    row = connection.execute(
        select(APPLICATIONS, CASES.c.state, CASES.c.opened_at, RECEIPTS.c.number.label("receipt"), RECEIPTS.c.status)
        .join(CASES, CASES.c.application == APPLICATIONS.c.row)
        .join(RECEIPTS, RECEIPTS.c.application == APPLICATIONS.c.row)
        .where(CASES.c.number == number)
    ).one_or_none()
    if row is None:
        return None
    opened: dict[str, object] = {"case": number, "state": row.state, "opened_at": row.opened_at}
    opened |= {name: getattr(row, name) for name in _OPEN_COLUMNS}
    opened |= {"receipt": row.receipt, "receipt_status": row.status}
    opened |= msgspec.json.decode(row.content)
    payment = connection.execute(select(PAYMENTS).where(PAYMENTS.c.application == row.row)).one_or_none()
    documents = connection.execute(
        select(DOCUMENTS).where(DOCUMENTS.c.application == row.row).order_by(DOCUMENTS.c.position)
    )
    findings = connection.execute(
        select(FINDINGS).where(FINDINGS.c.application == row.row).order_by(FINDINGS.c.position)
    )
    opened["payment"] = None if payment is None else _without_row(payment)
    told = chain(cast(list[dict[str, object]], opened.get("documents", [])), repeat({}))
    opened["documents"] = [
        {"pages": 1, "excuses": [], **more, **_without_row(document)}
        for document, more in zip(documents, told, strict=False)
    ]
    opened["findings"] = [_without_row(finding) for finding in findings]
    return opened


_OPEN_COLUMNS = (
    "id",
    "station",
    "sequence",
    "digest",
    "service_id",
    "service_version",
    "catalogue_version",
    "language",
    "started_at",
    "sealed_at",
    "accepted_at",
    "total_minor",
    "currency",
    "operator",
)


def _without_row(row: Row[tuple[object, ...]]) -> dict[str, object]:
    return {str(name): value for name, value in row._mapping.items() if name not in ("application", "position")}


def find_receipt(connection: Connection, number: str) -> ReceiptStanding | None:
    """Return how a receipt stands, None when nothing has arrived under its number."""
    row = connection.execute(
        select(
            RECEIPTS.c.number,
            RECEIPTS.c.status,
            RECEIPTS.c.accepted_at,
            APPLICATIONS.c.id,
            APPLICATIONS.c.service_id,
            APPLICATIONS.c.total_minor,
            APPLICATIONS.c.currency,
            _count_of(FINDINGS, "findings"),
        )
        .join(APPLICATIONS, RECEIPTS.c.application == APPLICATIONS.c.row)
        .where(RECEIPTS.c.number == number)
    ).one_or_none()
    if row is None:
        return None
    *facts, findings = row
    standing = ReceiptStanding(*facts)
    return replace(standing, status="received") if findings and standing.status == "accepted" else standing
