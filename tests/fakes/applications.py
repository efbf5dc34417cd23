"""Applications and payments of a person who does not exist."""

from __future__ import annotations

from datetime import UTC, date, datetime

from shubbak.domain.application import Application, Attachment, Consent, Signature
from shubbak.domain.fees import AssessedFee, FeeKind, Payee
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.money import Money
from shubbak.domain.payment import Payment, PaymentMethod, PaymentState
from shubbak.domain.text import Language, Text
from shubbak.ports.clock import Clock

AT = datetime(2026, 3, 1, 7, 20, 5, 123456, tzinfo=UTC)


def payment_for(
    application_id: str, clock: Clock, state: PaymentState = PaymentState.INTENDED, amount_minor: int = 5_000
) -> Payment:
    return Payment(
        id=clock.new_id(),
        application_id=application_id,
        amount=Money(amount_minor, "KWD"),
        method=PaymentMethod.CARD,
        state=state,
        intended_at=clock.now(),
    )


def an_application(application_id: str, payment: Payment | None = None, scan: bytes = b"\x89PNG scan") -> Application:
    total = payment.amount if payment else Money(0, "KWD")
    return Application(
        id=application_id,
        service_id="kw.health_licence_renewal",
        service_version=3,
        catalogue_version=12,
        language=Language.AR,
        started_at=AT,
        identity=IdentityDocument(
            kind="TD1",
            code="I",
            issuer="UTO",
            number="D23145890",
            surname="ERIKSSON",
            given_names="ANNA MARIA",
            nationality="UTO",
            birth_date=date(1974, 8, 12),
            sex="F",
            expiry=None,
            national_number="274081200011",
        ),
        identity_typed=False,
        answers={"shop_name": "بقالة النور", "workers": 4, "owner": True, "risks": ("gas", "frying")},
        attachments=(Attachment("lease", "contract", "image/png", scan),),
        consent=Consent("2026-01", Language.AR, AT),
        fees=(
            AssessedFee(
                code="renewal",
                label=Text("رسم التجديد", "Renewal fee"),
                kind=FeeKind.FIXED,
                amount=total,
                payee=Payee.GOVERNMENT,
                refundable=False,
                taxable=False,
                working=Text("مبلغ مقطوع", "Fixed amount"),
            ),
        ),
        total=total,
        payment=payment,
        signature=Signature((((10, 20), (30, 40)), ((500, 399),))),
        operator="",
    )
