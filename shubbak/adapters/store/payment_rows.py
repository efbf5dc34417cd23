"""The store's verbs about money."""

from __future__ import annotations

from sqlalchemy import Connection, and_, exists, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from shubbak.adapters.store import tables
from shubbak.adapters.store.rows import payment_of, payment_values
from shubbak.domain.payment import Payment, PaymentState

_payment = tables.payment.c
_OPEN = [PaymentState.INTENDED.value, PaymentState.UNKNOWN.value]


def write_intent(connection: Connection, payment: Payment) -> bool:
    """Write an intent; False when its id is known already."""
    row = insert(tables.payment).values(payment_values(payment)).on_conflict_do_nothing().returning(_payment.id)
    return connection.execute(row).first() is not None


def write_settlement(
    connection: Connection, payment_id: str, state: PaymentState, reference: str, card_tail: str
) -> None:
    """Write what became of an intent; raises KeyError for one that was never written."""
    change = (
        update(tables.payment)
        .where(_payment.id == payment_id)
        .values(state=state.value, reference=reference, card_tail=card_tail)
        .returning(_payment.id)
    )
    if connection.execute(change).first() is None:
        raise KeyError(payment_id)


def read_unsettled(connection: Connection) -> tuple[Payment, ...]:
    """Return the intents to ask about, oldest first."""
    submitted = exists().where(tables.packet.c.id == _payment.application_id)
    captured = _payment.state == PaymentState.CAPTURED.value
    query = (
        select(tables.payment).where(or_(_payment.state.in_(_OPEN), and_(captured, ~submitted))).order_by(_payment.id)
    )
    return tuple(payment_of(row) for row in connection.execute(query))
