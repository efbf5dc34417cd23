"""Rows about accepted packets: the application and everything that one transaction stores beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, insert, select

from portal.store.tables import ACKNOWLEDGEMENTS, APPLICATIONS, CASES, DOCUMENTS, FINDINGS, PAYMENTS, RECEIPTS
from shubbak.wire.application import WireApplication, WirePayment
from shubbak.wire.packet import Acknowledgement, PacketHead


@dataclass(frozen=True, slots=True)
class StoredPacket:
    """What the portal answered to a packet that it holds."""

    digest: str
    acknowledgement: Acknowledgement


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document whose bytes lie in the object store under `sha256`. pages: how many it has by the station's word;
    counted: by the portal's own count, 0 for what is not what its media type says.
    """

    need: str
    alternative: str
    media_type: str
    sha256: str
    size: int
    pages: int
    counted: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Where the portal disagrees with the station about an application: a stable code, and the question or document
    that it is about, "" where it is about no one of them.
    """

    code: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class NewApplication:
    """An opened and checked application, ready to be stored; `content` is JSON of what has no column."""

    head: PacketHead
    head_bytes: bytes
    signature: bytes
    application: WireApplication
    documents: tuple[StoredDocument, ...]
    content: str
    accepted_at: str
    findings: tuple[Finding, ...] = ()


def find_packet(connection: Connection, station: str, packet_id: str) -> StoredPacket | None:
    """Return what was answered to this station's packet, None when it was never stored."""
    row = connection.execute(
        select(APPLICATIONS.c.digest, ACKNOWLEDGEMENTS.c.statement, ACKNOWLEDGEMENTS.c.signature)
        .join(ACKNOWLEDGEMENTS, ACKNOWLEDGEMENTS.c.application == APPLICATIONS.c.row)
        .where(APPLICATIONS.c.station == station, APPLICATIONS.c.id == packet_id)
    ).one_or_none()
    return None if row is None else StoredPacket(row.digest, Acknowledgement(row.statement, row.signature))


def what_clashes(connection: Connection, head: PacketHead, payment_id: str) -> str | None:
    """Say which unique thing of a packet another one holds: sequence-reused, receipt-reused, payment-reused."""
    clashes: dict[str, tuple[Table, dict[str, object]]] = {
        "sequence-reused": (APPLICATIONS, {"station": head.station, "sequence": head.sequence}),
        "receipt-reused": (RECEIPTS, {"number": head.receipt}),
        "payment-reused": (PAYMENTS, {"station": head.station, "id": payment_id}),
    }
    return next((code for code, (table, key) in clashes.items() if _exists(connection, table, key)), None)


def _exists(connection: Connection, table: Table, key: dict[str, object]) -> bool:
    wanted = select(func.count()).select_from(table).where(*(table.c[name] == value for name, value in key.items()))
    return bool(connection.execute(wanted).scalar_one())


def add_application(connection: Connection, new: NewApplication) -> int:
    """Store the application, its documents, payment and receipt; return its row. Raises IntegrityError on a clash."""
    head = new.head
    row = connection.execute(
        insert(APPLICATIONS)
        .values(
            station=head.station,
            id=head.id,
            sequence=head.sequence,
            digest=head.digest,
            head=new.head_bytes,
            head_signature=new.signature,
            service_id=head.service_id,
            service_version=head.service_version,
            catalogue_version=head.catalogue_version,
            language=new.application.language,
            started_at=new.application.started_at,
            sealed_at=head.sealed_at,
            accepted_at=new.accepted_at,
            total_minor=head.total_minor,
            currency=head.currency,
            operator=new.application.operator,
            content=new.content,
        )
        .returning(APPLICATIONS.c.row)
    ).scalar_one()
    connection.execute(
        insert(RECEIPTS).values(
            number=head.receipt, application=row, station=head.station, status="accepted", accepted_at=new.accepted_at
        )
    )
    if new.application.payment is not None:
        _add_payment(connection, row, head.station, new.application.payment)
    _add_documents(connection, row, new.documents)
    _add_findings(connection, row, new.findings)
    return int(row)


def _add_payment(connection: Connection, row: int, station: str, payment: WirePayment) -> None:
    connection.execute(
        insert(PAYMENTS).values(
            application=row,
            station=station,
            id=payment.id,
            amount_minor=payment.amount_minor,
            currency=payment.currency,
            method=payment.method,
            state=payment.state,
            intended_at=payment.intended_at,
            reference=payment.reference,
            card_tail=payment.card_tail,
        )
    )


def _add_documents(connection: Connection, row: int, documents: Iterable[StoredDocument]) -> None:
    rows = [
        {
            "application": row,
            "position": position,
            "need": document.need,
            "alternative": document.alternative,
            "media_type": document.media_type,
            "sha256": document.sha256,
            "size": document.size,
        }
        for position, document in enumerate(documents)
    ]
    if rows:
        connection.execute(insert(DOCUMENTS), rows)


def _add_findings(connection: Connection, row: int, findings: Iterable[Finding]) -> None:
    rows = [
        {"application": row, "position": position, "code": finding.code, "field": finding.field}
        for position, finding in enumerate(findings)
    ]
    if rows:
        connection.execute(insert(FINDINGS), rows)


def add_case(connection: Connection, row: int, number: str, opened_at: str) -> None:
    """Open the case under which the portal works on an application."""
    connection.execute(insert(CASES).values(number=number, application=row, opened_at=opened_at, state="received"))


def add_acknowledgement(connection: Connection, row: int, acknowledgement: Acknowledgement) -> None:
    """Keep the exact answer, to be given again."""
    connection.execute(
        insert(ACKNOWLEDGEMENTS).values(
            application=row, statement=acknowledgement.statement, signature=acknowledgement.signature
        )
    )


def sequences(connection: Connection, station: str) -> list[int]:
    """Return every sequence number the station sent, in order."""
    wanted = select(APPLICATIONS.c.sequence).where(APPLICATIONS.c.station == station)
    return list(connection.execute(wanted.order_by(APPLICATIONS.c.sequence)).scalars())
