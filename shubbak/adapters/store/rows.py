"""Rows to and from the domain's words, by hand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, Select, select

from shubbak.adapters.store import tables
from shubbak.domain.money import Money
from shubbak.domain.payment import Payment, PaymentMethod, PaymentState
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.ports.store import OutboxItem, PacketState
from shubbak.wire.moment import moment_text, parse_moment


def payment_values(payment: Payment) -> dict[str, object]:
    """Return a payment's columns."""
    return {
        "id": payment.id,
        "application_id": payment.application_id,
        "amount_minor": payment.amount.amount_minor,
        "currency": payment.amount.currency,
        "method": payment.method.value,
        "state": payment.state.value,
        "intended_at": moment_text(payment.intended_at),
        "reference": payment.reference,
        "card_tail": payment.card_tail,
    }


def payment_of(row: Row[Any]) -> Payment:
    """Read a payment's row."""
    return Payment(
        id=row.id,
        application_id=row.application_id,
        amount=Money(row.amount_minor, row.currency),
        method=PaymentMethod(row.method),
        state=PaymentState(row.state),
        intended_at=parse_moment(row.intended_at),
        reference=row.reference,
        card_tail=row.card_tail,
    )


def receipt_values(receipt: Receipt) -> dict[str, object]:
    """Return a receipt's columns."""
    return {
        "application_id": receipt.application_id,
        "station": receipt.number.station,
        "year": receipt.number.year,
        "sequence": receipt.number.sequence,
        "service_id": receipt.service_id,
        "total_minor": receipt.total.amount_minor,
        "currency": receipt.total.currency,
        "issued_at": moment_text(receipt.issued_at),
    }


def receipt_of(row: Row[Any]) -> Receipt:
    """Read a receipt's row."""
    return Receipt(
        number=ReceiptNumber(row.station, row.year, row.sequence),
        application_id=row.application_id,
        service_id=row.service_id,
        total=Money(row.total_minor, row.currency),
        issued_at=parse_moment(row.issued_at),
    )


def select_items() -> Select[Any]:
    """Return the query whose rows `item_of` reads: packets with their receipts, without the bytes."""
    packet, receipt = tables.packet.c, tables.receipt.c
    return select(
        packet.id,
        packet.sequence.label("packet_sequence"),
        packet.state,
        packet.attempts,
        packet.next_try_at,
        packet.reason,
        packet.case_number,
        packet.printed,
        packet.operator,
        packet.size,
        *tables.receipt.c,
    ).join(tables.receipt, receipt.application_id == packet.id)


def item_of(row: Row[Any]) -> OutboxItem:
    """Read a row of `select_items`."""
    receipt = receipt_of(row)
    return OutboxItem(
        id=row.id,
        sequence=row.packet_sequence,
        service_id=receipt.service_id,
        receipt=str(receipt.number),
        total=receipt.total,
        state=PacketState(row.state),
        sealed_at=receipt.issued_at,
        attempts=row.attempts,
        next_try_at=parse_moment(row.next_try_at),
        reason=row.reason,
        case=row.case_number,
        printed=row.printed,
        operator=row.operator,
        size=row.size,
    )
