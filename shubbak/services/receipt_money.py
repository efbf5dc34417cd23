"""The money on a receipt: what was paid to whom, account by account, the total, and what is paid later."""

from __future__ import annotations

from collections.abc import Iterable

from shubbak.domain.application import Application
from shubbak.domain.fees import AssessedFee, FeeKind, Payee
from shubbak.domain.payment import PaymentMethod, PaymentState
from shubbak.domain.text import isolate
from shubbak.forms.due import due_by_step, due_now
from shubbak.forms.service import Service
from shubbak.ports.renderer import Boxed, Line, Pair, Part, Rule, Style
from shubbak.services.paper_parts import Speaker

_OTHER_PAYEES = (Payee.GOVERNMENT, Payee.PAYMENT_NETWORK, Payee.CONTRACTOR_ACCOUNT)


def fees_now(application: Application, service: Service, speaker: Speaker) -> list[Part]:
    """Set what is paid in the visit, payee by payee, the office's own charge in a frame; or say that nothing is."""
    now = due_now(application.fees)
    if not now and application.total.amount_minor == 0:
        free = "later.nothing_now" if application.fees else "fees.free"
        return [Rule(), Line(speaker.say(free), centred=True)]
    parts: list[Part] = []
    for payee in _OTHER_PAYEES:
        lines = _lines([fee for fee in now if fee.payee is payee], speaker)
        if lines:
            heading = speaker.say(f"fees.{payee.value}", **_owner(payee, service, speaker))
            parts += [Line(heading, Style.SMALL), *lines]
    charges = _lines([fee for fee in now if fee.payee is Payee.OFFICE], speaker)
    if charges:
        heading = speaker.say("fees.office", office=speaker.name(speaker.office.office))
        parts.append(Boxed((Line(heading, Style.SMALL), *charges)))
    return parts


def total_lines(application: Application, speaker: Speaker) -> list[Part]:
    """Set the sum between two strong lines, called paid only when the money was captured."""
    if _owes_nothing(application):
        return []
    payment = application.payment
    paid = payment is not None and payment.state is PaymentState.CAPTURED
    label = speaker.say("total.paid" if paid else "total.due")
    total = Pair(label, application.total.show(speaker.language), Style.TOTAL)
    return [Rule(strong=True), total, Rule(strong=True)]


def paid_how(application: Application, speaker: Speaker) -> list[Part]:
    """Say how it was paid, or that it was not."""
    payment = application.payment
    if _owes_nothing(application):
        return []
    if payment is None or payment.state not in (PaymentState.CAPTURED, PaymentState.UNKNOWN):
        return [Line(speaker.say("paid_by.not_paid"))]
    if payment.state is PaymentState.UNKNOWN:
        return [Line(speaker.say("paid_by.unsure"))]
    if payment.method is PaymentMethod.CASH:
        return [Pair(speaker.say("paid_by"), speaker.say("paid_by.cash"))]
    tail = isolate(f"•••• {payment.card_tail}") if payment.card_tail else ""
    lines: list[Part] = [Pair(speaker.say("paid_by"), speaker.say("paid_by.card", tail=tail).strip())]
    if payment.reference:
        lines.append(Pair(speaker.say("paid_by.reference"), isolate(payment.reference), Style.NOTE))
    return lines


def fees_to_come(application: Application, service: Service, speaker: Speaker) -> list[Part]:
    """Set what is paid after the visit apart from the total, under the step that takes it."""
    parts: list[Line | Pair] = []
    for title, lines in due_by_step(service.procedure, application.fees):
        if title is not None:
            parts.append(Line(speaker.name(title), Style.SMALL))
        parts += _lines(lines, speaker)
    return [Boxed((Line(speaker.say("later.title"), Style.TITLE), *parts))] if parts else []


def _owes_nothing(application: Application) -> bool:
    return not due_now(application.fees) and application.total.amount_minor == 0


def _owner(payee: Payee, service: Service, speaker: Speaker) -> dict[str, str]:
    return {"owner": speaker.name(service.owner)} if payee is Payee.GOVERNMENT else {}


def _lines(fees: Iterable[AssessedFee], speaker: Speaker) -> list[Line | Pair]:
    """Set one payee's lines, those of each account together under its name, and fines under a heading of their own."""
    own = list(fees)
    usual, fines = ([fee for fee in own if (fee.kind is FeeKind.PENALTY) is fine] for fine in (False, True))
    parts = _by_account(usual, speaker)
    if fines:
        parts += [Line(speaker.say("fees.penalties"), Style.SMALL), *_by_account(fines, speaker)]
    return parts


def _by_account(fees: list[AssessedFee], speaker: Speaker) -> list[Line | Pair]:
    parts: list[Line | Pair] = []
    # Those of no account come first.
    for account in sorted(dict.fromkeys(fee.account_number for fee in fees), key=bool):
        if account:
            parts.append(Line(speaker.say("fees.account", account=isolate(account)), Style.SMALL))
        for fee in fees:
            if fee.account_number == account:
                parts += _fee(fee, speaker)
    return parts


def _fee(fee: AssessedFee, speaker: Speaker) -> list[Line | Pair]:
    """Set one line; a deposit says when it comes back, and a tax which share of what it is."""
    label = fee.label.say(speaker.language)
    shown = speaker.say("fees.refundable", label=label) if fee.refundable else label
    parts: list[Line | Pair] = [Pair(shown, isolate(fee.amount.decimal()))]
    if fee.release is not None:
        parts.append(Line(speaker.say("fees.release", release=speaker.name(fee.release)), Style.NOTE))
    if fee.kind is FeeKind.TAX and fee.working.say(speaker.language):
        parts.append(Line(fee.working.say(speaker.language), Style.NOTE))
    return parts
