"""The application between the domain's words and the wire's, by hand, in both directions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from shubbak.domain.application import Answer, Application, Consent, Signature
from shubbak.domain.chip_word import ChipWord
from shubbak.domain.fees import AssessedFee, FeeKind, Payee
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.money import Money
from shubbak.domain.payment import Payment, PaymentMethod, PaymentState
from shubbak.domain.text import Language, Text
from shubbak.wire.application import (
    APPLICATION_VERSION,
    WireAnswer,
    WireApplication,
    WireConsent,
    WireFee,
    WireIdentity,
    WirePayment,
)
from shubbak.wire.attachment import attachment_from_wire, attachment_to_wire
from shubbak.wire.moment import moment_text, parse_moment


class ApplicationError(ValueError):
    """The bytes are not an application of this version. The text is a stable code: application-shape or
    application-version; it never quotes the content.
    """


def write_application(application: Application) -> bytes:
    """Return an application as MessagePack, version 1."""
    return msgspec.msgpack.encode(_to_wire(application))


def read_application(untrusted: bytes) -> Application:
    """Read what `write_application` wrote; raises ApplicationError."""
    try:
        wire = msgspec.msgpack.decode(untrusted, type=WireApplication)
        if wire.version != APPLICATION_VERSION:
            raise ApplicationError("application-version")
        return _from_wire(wire)
    except ApplicationError:
        raise
    except (msgspec.MsgspecError, ValueError, RecursionError):
        # The cause may quote an answer, and an exception's text may reach a log.
        raise ApplicationError("application-shape") from None


def _to_wire(application: Application) -> WireApplication:
    return WireApplication(
        version=APPLICATION_VERSION,
        id=application.id,
        service_id=application.service_id,
        service_version=application.service_version,
        catalogue_version=application.catalogue_version,
        language=application.language.value,
        started_at=moment_text(application.started_at),
        identity=identity_to_wire(
            application.identity, application.identity_typed, application.names_confirmed, application.chip
        ),
        answers={key: _answer_to_wire(answer) for key, answer in application.answers.items()},
        attachments=[attachment_to_wire(one) for one in application.attachments],
        consent=WireConsent(
            application.consent.notice_version,
            application.consent.language.value,
            moment_text(application.consent.given_at),
        ),
        fees=[fee_to_wire(fee) for fee in application.fees],
        total_minor=application.total.amount_minor,
        currency=application.total.currency,
        payment=_payment_to_wire(application.payment),
        signature=[list(stroke) for stroke in application.signature.strokes] if application.signature else [],
        operator=application.operator,
        channel=application.channel,
        fees_on=application.fees_on.isoformat() if application.fees_on else "",
    )


def _from_wire(wire: WireApplication) -> Application:
    return Application(
        id=wire.id,
        service_id=wire.service_id,
        service_version=wire.service_version,
        catalogue_version=wire.catalogue_version,
        language=Language(wire.language),
        started_at=parse_moment(wire.started_at),
        identity=identity_from_wire(wire.identity),
        identity_typed=wire.identity is not None and wire.identity.typed,
        answers={key: answer_from_wire(answer) for key, answer in wire.answers.items()},
        attachments=tuple(attachment_from_wire(one) for one in wire.attachments),
        consent=Consent(
            wire.consent.notice_version, Language(wire.consent.language), parse_moment(wire.consent.given_at)
        ),
        fees=tuple(fee_from_wire(fee, wire.currency) for fee in wire.fees),
        total=Money(wire.total_minor, wire.currency),
        payment=_payment_from_wire(wire.payment, wire.id),
        signature=Signature(tuple(tuple(stroke) for stroke in wire.signature)) if wire.signature else None,
        operator=wire.operator,
        channel=wire.channel,
        fees_on=date.fromisoformat(wire.fees_on) if wire.fees_on else None,
        names_confirmed=wire.identity is not None and wire.identity.names_confirmed,
        chip=ChipWord(wire.identity.chip if wire.identity else ""),
    )


def _answer_to_wire(answer: Answer) -> WireAnswer:
    if isinstance(answer, Mapping):
        return dict(answer)
    if isinstance(answer, tuple):
        return [dict(item) if isinstance(item, Mapping) else item for item in answer]
    return answer


def answer_from_wire(answer: WireAnswer) -> Answer:
    """Read one answer; raises ValueError for a list of both ids and rows."""
    if not isinstance(answer, list):
        return answer
    rows = tuple(item for item in answer if isinstance(item, dict))
    chosen = tuple(item for item in answer if isinstance(item, str))
    if rows and chosen:
        raise ValueError("application-shape")
    return rows or chosen


def identity_to_wire(
    identity: IdentityDocument | None, typed: bool, names_confirmed: bool, chip: ChipWord
) -> WireIdentity | None:
    """Return an identity document as it travels; typed: whether it was typed by hand; names_confirmed and chip: as in
    `Application`.
    """
    if identity is None:
        return None
    return WireIdentity(
        kind=identity.kind,
        code=identity.code,
        issuer=identity.issuer,
        number=identity.number,
        surname=identity.surname,
        given_names=identity.given_names,
        nationality=identity.nationality,
        birth_date=identity.birth_date.isoformat() if identity.birth_date else "",
        sex=identity.sex,
        expiry=identity.expiry.isoformat() if identity.expiry else "",
        optional=identity.optional,
        national_number=identity.national_number,
        typed=typed,
        names_confirmed=names_confirmed,
        chip=chip.value,
    )


def identity_from_wire(wire: WireIdentity | None) -> IdentityDocument | None:
    """Read an identity document; raises ValueError for a day that is none."""
    if wire is None:
        return None
    return IdentityDocument(
        kind=wire.kind,
        code=wire.code,
        issuer=wire.issuer,
        number=wire.number,
        surname=wire.surname,
        given_names=wire.given_names,
        nationality=wire.nationality,
        birth_date=date.fromisoformat(wire.birth_date) if wire.birth_date else None,
        sex=wire.sex,
        expiry=date.fromisoformat(wire.expiry) if wire.expiry else None,
        optional=wire.optional,
        national_number=wire.national_number,
    )


def fee_to_wire(fee: AssessedFee) -> WireFee:
    """Return a line of fees as it travels; its currency stands beside the lines."""
    return WireFee(
        code=fee.code,
        label_ar=fee.label.ar,
        label_en=fee.label.en,
        kind=fee.kind.value,
        amount_minor=fee.amount.amount_minor,
        payee=fee.payee.value,
        refundable=fee.refundable,
        taxable=fee.taxable,
        working_ar=fee.working.ar,
        working_en=fee.working.en,
        account=fee.account,
        release_ar=fee.release.ar if fee.release else "",
        release_en=fee.release.en if fee.release else "",
        indicative=fee.indicative,
        due_step=fee.due_step,
    )


def fee_from_wire(wire: WireFee, currency: str) -> AssessedFee:
    """Take a line of fees apart; raises ValueError."""
    return AssessedFee(
        code=wire.code,
        label=Text(wire.label_ar, wire.label_en),
        kind=FeeKind(wire.kind),
        amount=Money(wire.amount_minor, currency),
        payee=Payee(wire.payee),
        refundable=wire.refundable,
        taxable=wire.taxable,
        working=Text(wire.working_ar, wire.working_en),
        account=wire.account,
        release=Text(wire.release_ar, wire.release_en) if wire.release_ar or wire.release_en else None,
        indicative=wire.indicative,
        due_step=wire.due_step,
    )


def _payment_to_wire(payment: Payment | None) -> WirePayment | None:
    if payment is None:
        return None
    return WirePayment(
        id=payment.id,
        amount_minor=payment.amount.amount_minor,
        currency=payment.amount.currency,
        method=payment.method.value,
        state=payment.state.value,
        intended_at=moment_text(payment.intended_at),
        reference=payment.reference,
        card_tail=payment.card_tail,
    )


def _payment_from_wire(wire: WirePayment | None, application_id: str) -> Payment | None:
    if wire is None:
        return None
    return Payment(
        id=wire.id,
        application_id=application_id,
        amount=Money(wire.amount_minor, wire.currency),
        method=PaymentMethod(wire.method),
        state=PaymentState(wire.state),
        intended_at=parse_moment(wire.intended_at),
        reference=wire.reference,
        card_tail=wire.card_tail,
    )
