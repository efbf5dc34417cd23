"""What stands on a receipt, top to bottom: who issued it, its number, what was paid to whom, and what happens next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shubbak.domain.application import Application
from shubbak.domain.calendar import local_time
from shubbak.domain.copy_mark import CopyMark
from shubbak.domain.fees import AssessedFee, Payee
from shubbak.domain.months import month_name
from shubbak.domain.payment import Payment, PaymentMethod, PaymentState
from shubbak.domain.receipt import Receipt, ReceiptStatus
from shubbak.domain.text import Language, Text, isolate, isolate_name
from shubbak.domain.wording import Wording
from shubbak.forms.due import due_by_step, due_now
from shubbak.forms.service import Service
from shubbak.ports.renderer import Boxed, Code, Line, Ornament, Pair, Part, Rule, Sheet, Style
from shubbak.wire.station import Enrolled

_OTHER_PAYEES = (Payee.GOVERNMENT, Payee.PAYMENT_NETWORK, Payee.CONTRACTOR_ACCOUNT)


@dataclass(frozen=True, slots=True)
class IssuingOffice:
    """Whose receipt it is. country: ISO 3166-1 alpha-2, lower case; its clock and its months are printed."""

    municipality: Text
    office: Text
    country: str


def issuing_office(enrolled: Enrolled) -> IssuingOffice:
    """Take what the paper shows out of the station's enrolment."""
    municipality = Text(enrolled.municipality_ar, enrolled.municipality_en)
    return IssuingOffice(municipality, Text(enrolled.office_ar, enrolled.office_en), enrolled.country)


@dataclass(frozen=True, slots=True)
class _Speaker:
    """The wording of one receipt in its language."""

    wording: Wording
    language: Language

    def say(self, key: str, **params: str) -> str:
        return self.wording.say(f"receipt.{key}", self.language, **params)

    def name(self, text: Text) -> str:
        return isolate_name(text.say(self.language))


def receipt_sheet(
    receipt: Receipt,
    application: Application,
    service: Service,
    station: IssuingOffice,
    status: ReceiptStatus,
    code_text: str,
    wording: Wording,
    language: Language,
    copy: CopyMark | None = None,
) -> Sheet:
    """Set one receipt in one language.

    It names no person: whoever finds it learns the service and the sum. code_text: what `make_code` returned.
    copy: the mark of every print after the first; None for the original.
    """
    speaker = _Speaker(wording, language)
    parts = (
        *_head(station, service, speaker),
        *_identity(receipt, station, status, speaker),
        *_money(application, service, station, speaker),
        *_next(service, speaker),
        *_proof(station, service, code_text, speaker),
    )
    return marked(Sheet(language, parts), copy, wording)


def marked(sheet: Sheet, copy: CopyMark | None, wording: Wording) -> Sheet:
    """Return an original's sheet as a copy: which one it is, and why, in a frame above the first line across."""
    if copy is None:
        return sheet
    say = _Speaker(wording, sheet.language).say
    lines = (say("copy", number=isolate(str(copy.number))), say(f"copy_reason.{copy.reason.value}"))
    place = next((at for at, part in enumerate(sheet.parts) if isinstance(part, Rule)), 0)
    mark = Boxed(tuple(Line(line, centred=True) for line in lines))
    return Sheet(sheet.language, (*sheet.parts[:place], mark, *sheet.parts[place:]))


def _head(station: IssuingOffice, service: Service, speaker: _Speaker) -> list[Part]:
    return [
        Ornament(),
        Line(station.municipality.say(speaker.language), Style.HEAD, centred=True),
        Line(station.office.say(speaker.language), Style.BODY, centred=True),
        Rule(),
        Line(speaker.say("title"), Style.SMALL, centred=True),
        Line(service.name.say(speaker.language), Style.TITLE, centred=True),
        Rule(),
    ]


def _identity(receipt: Receipt, station: IssuingOffice, status: ReceiptStatus, speaker: _Speaker) -> list[Part]:
    return [
        Line(speaker.say("number"), Style.SMALL, centred=True),
        Line(isolate(str(receipt.number)), Style.NUMBER, centred=True),
        Line(_issued(local_time(receipt.issued_at, station.country), station.country, speaker), centred=True),
        Boxed((Line(speaker.say(f"status.{status.value}"), Style.BODY, centred=True),)),
    ]


def _issued(local: datetime, country: str, speaker: _Speaker) -> str:
    month = month_name(local.month, country).say(speaker.language)
    day, year, time = isolate(str(local.day)), isolate(str(local.year)), isolate(f"{local:%H:%M}")
    return speaker.say("issued", day=day, month=month, year=year, time=time)


def _money(application: Application, service: Service, station: IssuingOffice, speaker: _Speaker) -> list[Part]:
    if not application.fees and application.total.amount_minor == 0:
        return [Rule(), Line(speaker.say("fees.free"), centred=True)]
    now, later = due_now(application.fees), _later(application.fees, service, speaker)
    if not now and application.total.amount_minor == 0:
        return [Rule(), Line(speaker.say("later.nothing_now"), centred=True), *later]
    return [*_fees(now, service, station, speaker), *_total(application, speaker), *later]


def _later(fees: tuple[AssessedFee, ...], service: Service, speaker: _Speaker) -> list[Part]:
    """Set what is paid after the visit apart from the total, under the step that takes it."""
    parts: list[Line | Pair] = []
    for title, lines in due_by_step(service.procedure, fees):
        if title is not None:
            parts.append(Line(speaker.name(title), Style.SMALL))
        parts += _lines(lines, speaker)
    return [Boxed((Line(speaker.say("later.title"), Style.TITLE), *parts))] if parts else []


def _fees(fees: tuple[AssessedFee, ...], service: Service, station: IssuingOffice, speaker: _Speaker) -> list[Part]:
    parts: list[Part] = []
    for payee in _OTHER_PAYEES:
        lines = _lines(tuple(fee for fee in fees if fee.payee is payee), speaker)
        if lines:
            heading = speaker.say(f"fees.{payee.value}", owner=speaker.name(service.owner))
            parts += [Line(heading, Style.SMALL), *lines]
    charges = _lines(tuple(fee for fee in fees if fee.payee is Payee.OFFICE), speaker)
    if charges:
        heading = speaker.say("fees.office", office=speaker.name(station.office))
        parts.append(Boxed((Line(heading, Style.SMALL), *charges)))
    return parts


def _lines(fees: tuple[AssessedFee, ...], speaker: _Speaker) -> list[Line | Pair]:
    """Set one payee's lines, those of each account together under its name, and under a deposit when it comes back."""
    parts: list[Line | Pair] = []
    for account in sorted(
        dict.fromkeys(fee.account_number for fee in fees), key=bool
    ):  # those of no account come first
        if account:
            parts.append(Line(speaker.say("fees.account", account=isolate(account)), Style.SMALL))
        for fee in (one for one in fees if one.account_number == account):
            parts.append(_fee(fee, speaker))
            if fee.release is not None:
                parts.append(Line(speaker.say("fees.release", release=speaker.name(fee.release)), Style.SMALL))
    return parts


def _fee(fee: AssessedFee, speaker: _Speaker) -> Pair:
    label = fee.label.say(speaker.language)
    shown = speaker.say("fees.refundable", label=label) if fee.refundable else label
    return Pair(shown, isolate(fee.amount.decimal()))


def _total(application: Application, speaker: _Speaker) -> list[Part]:
    payment = application.payment
    paid = payment is not None and payment.state is PaymentState.CAPTURED
    total = Pair(
        speaker.say("total.paid" if paid else "total.due"), application.total.show(speaker.language), Style.TOTAL
    )
    return [Rule(strong=True), total, Rule(strong=True), *_payment(payment, speaker)]


def _payment(payment: Payment | None, speaker: _Speaker) -> list[Part]:
    if payment is None or payment.state not in (PaymentState.CAPTURED, PaymentState.UNKNOWN):
        return [Line(speaker.say("paid_by.not_paid"))]
    if payment.state is PaymentState.UNKNOWN:
        return [Line(speaker.say("paid_by.unsure"))]
    if payment.method is PaymentMethod.CASH:
        return [Pair(speaker.say("paid_by.label"), speaker.say("paid_by.cash"))]
    tail = isolate(f"•••• {payment.card_tail}") if payment.card_tail else ""
    lines: list[Part] = [Pair(speaker.say("paid_by.label"), speaker.say("paid_by.card", tail=tail).strip())]
    if payment.reference:
        lines.append(Pair(speaker.say("paid_by.reference"), isolate(payment.reference), Style.SMALL))
    return lines


def _next(service: Service, speaker: _Speaker) -> list[Part]:
    return [
        Rule(),
        Line(speaker.say("next.title"), Style.TITLE),
        Line(service.next_step.say(speaker.language)),
        Pair(speaker.say("next.duration"), service.duration.text.say(speaker.language)),
        Rule(),
    ]


def _proof(station: IssuingOffice, service: Service, code_text: str, speaker: _Speaker) -> list[Part]:
    parts: list[Part] = [
        Code(code_text),
        Line(speaker.say("proof", municipality=speaker.name(station.municipality)), Style.SMALL, centred=True),
    ]
    if service.complaint_phone:
        parts += [Rule(), Pair(speaker.say("complaint"), isolate(service.complaint_phone), Style.BODY)]
    return parts
