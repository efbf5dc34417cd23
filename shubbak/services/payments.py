"""Money at the station: a row before the terminal is asked, a question instead of a second charge."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from shubbak.domain.payment import Payment, PaymentState
from shubbak.ports.store import StationStore
from shubbak.ports.terminal import ChargeOutcome, PaymentTerminal, TerminalError

#: How often a silent terminal is asked what became of a charge while the person stands there.
QUERIES = 3
_OPEN = (PaymentState.INTENDED, PaymentState.UNKNOWN)


class EarlierPaymentError(Exception):
    """An earlier charge for the same application is still unknown; nothing was charged. `code`: payment-unknown."""

    def __init__(self) -> None:
        super().__init__("payment-unknown")
        self.code = "payment-unknown"


@dataclass(frozen=True, slots=True)
class Recovered:
    """One payment after a look at it: as it stands now, and the terminal's error code, "" when it answered."""

    payment: Payment
    problem: str = ""


def take_payment(payment: Payment, terminal: PaymentTerminal, store: StationStore, queries: int = QUERIES) -> Payment:
    """Write the intent, charge once, write what became of it, and return the payment in its new state.

    A terminal that does not answer leaves it UNKNOWN, also in the store. Called again with the same payment (a double
    tap, a restart) it does not charge a second time by itself: the row and the terminal know its id. Raises StoreError
    before the terminal was asked, or after it when the outcome could not be written (`recover_payments` then finds it);
    EarlierPaymentError while an earlier charge of the same application is unknown.
    """
    _clear_earlier(payment, terminal, store)
    store.intend(payment)
    try:
        outcome = terminal.charge(payment)
    except TerminalError:
        # Written before asking on: the queries may take a minute, and the power may fail in it.
        unknown = _settle(store, payment, ChargeOutcome(PaymentState.UNKNOWN))
        return ask_payment(unknown, terminal, store, queries)
    return _settle(store, payment, outcome)


def ask_payment(payment: Payment, terminal: PaymentTerminal, store: StationStore, queries: int = QUERIES) -> Payment:
    """Ask what became of a charge, at most `queries` times, and return it; UNKNOWN while the terminal is silent.

    Never charges. Raises StoreError.
    """
    for _ in range(queries):
        asked = _ask(payment, terminal.query, store)
        if not asked.problem and asked.payment.state not in _OPEN:
            return asked.payment
    return replace(payment, state=PaymentState.UNKNOWN)


def give_back(payment: Payment, terminal: PaymentTerminal, store: StationStore) -> Recovered:
    """Return the money of a captured charge; when the terminal is silent it stays CAPTURED and is tried at recovery.

    Raises StoreError.
    """
    return _ask(payment, terminal.reverse, store)


def nobody_pays() -> str:
    """Say that no visitor is paying: at the start of a station, before its first visit."""
    return ""


def recover_payments(
    store: StationStore, terminal: PaymentTerminal, live_application: Callable[[], str] = nobody_pays
) -> tuple[Recovered, ...]:
    """Settle what a kill, a power cut or a silent terminal left open: call it at start, and again while any is left.

    INTENDED and UNKNOWN are asked about; CAPTURED without a packet is given back, because no receipt was shown for it.
    What the terminal does not answer stays as it is. `live_application` names the one that a person is paying just now,
    which is left alone. Raises StoreError.
    """
    found = _of_nobody(store, live_application)
    asked = [
        _ask(payment, terminal.query, store) if payment.state in _OPEN else Recovered(payment) for payment in found
    ]
    # Read again: a charge that was unknown may have its packet, and then the money is earned.
    without_packet = {
        payment.id for payment in _of_nobody(store, live_application) if payment.state is PaymentState.CAPTURED
    }
    return tuple(give_back(one.payment, terminal, store) if one.payment.id in without_packet else one for one in asked)


def _of_nobody(store: StationStore, live_application: Callable[[], str]) -> list[Payment]:
    # Asked after the rows are read: whoever pays is named before their intent is a row, so none of theirs is here.
    unsettled = store.unsettled()
    live = live_application()
    return [payment for payment in unsettled if payment.application_id != live]


def _clear_earlier(payment: Payment, terminal: PaymentTerminal, store: StationStore) -> None:
    """Make sure that no other charge of this application is or may be captured before a new one is begun."""
    for earlier in store.unsettled():
        if earlier.application_id != payment.application_id or earlier.id == payment.id:
            continue
        if earlier.state in _OPEN:
            earlier = ask_payment(earlier, terminal, store)
        if earlier.state is PaymentState.CAPTURED:
            earlier = give_back(earlier, terminal, store).payment
        if earlier.state in (*_OPEN, PaymentState.CAPTURED):
            raise EarlierPaymentError


def _ask(payment: Payment, verb: Callable[[Payment], ChargeOutcome], store: StationStore) -> Recovered:
    try:
        outcome = verb(payment)
    except TerminalError as error:
        return Recovered(payment, error.code)
    return Recovered(_settle(store, payment, outcome))


def _settle(store: StationStore, payment: Payment, outcome: ChargeOutcome) -> Payment:
    # A later answer may leave out what an earlier one said; the acquirer's reference is never forgotten.
    settled = replace(
        payment,
        state=outcome.state,
        reference=outcome.reference or payment.reference,
        card_tail=outcome.card_tail or payment.card_tail,
    )
    # Without the intent's row the terminal was never asked to charge: nothing is owed that a row would have to tell.
    with contextlib.suppress(KeyError):
        store.settle(settled.id, settled.state, settled.reference, settled.card_tail)
    return settled
