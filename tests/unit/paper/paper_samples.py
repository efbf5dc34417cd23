"""Sample receipts for the tests of paper: long names, large sums, each kind of fee."""

from __future__ import annotations

from datetime import UTC, datetime

from shubbak.domain.application import Application, Consent
from shubbak.domain.fees import AssessedFee, FeeKind, Payee
from shubbak.domain.money import Money, total
from shubbak.domain.payment import Payment, PaymentMethod, PaymentState
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.domain.text import Language, Text
from shubbak.forms.procedure import Procedure
from shubbak.forms.service import Duration, Output, Service, ServiceClass, Verified
from shubbak.services.receipt_sheet import IssuingOffice

ISSUED_AT = datetime(2026, 11, 22, 7, 42, 5, tzinfo=UTC)
APPLICATION_ID = "01938e3c-7a5b-7c3d-8e4f-5a6b7c8d9e0f"
OFFICE = IssuingOffice(
    Text("بلدية محافظة الواحة", "Al-Waha Governorate Municipality"),
    Text("مكتب الأمل لخدمات المراجعين", "Al-Amal Service Office"),
    "kw",
)
NO_WORKING = Text("", "")


def fee(ar: str, en: str, minor: int, payee: Payee = Payee.GOVERNMENT, *, deposit: bool = False) -> AssessedFee:
    kind = FeeKind.DEPOSIT if deposit else FeeKind.FIXED
    return AssessedFee(en, Text(ar, en), kind, Money(minor, "KWD"), payee, deposit, False, NO_WORKING)


LONG_FEES = (
    fee("رسم تجديد الترخيص الصحي لمدة سنة واحدة", "Health licence renewal, one year", 12_245_678),
    fee("رسم المعاينة والكشف الميداني على المنشأة ومرافقها", "Inspection of the premises and its annexes", 25_000),
    fee("تأمين نظافة", "Cleanliness deposit", 50_000, deposit=True),
    fee("أجرة إعداد الطلب وتقديمه", "Preparing and filing the application", 5_000, Payee.OFFICE),
    fee("رسم الدفع بالبطاقة", "Card charge", 20_000, Payee.PAYMENT_NETWORK),
)


def service(
    ar: str = "تجديد الترخيص الصحي لمحل بيع المواد الغذائية والمشروبات والتموين",
    en: str = "Renewal of the health licence of a shop that sells food, drinks and provisions",
) -> Service:
    """Return a service with the words that a receipt needs."""
    ar_next = "يعاين المفتش المحل ثم تصدر الرخصة، وتصلكم رسالة نصية عند صدورها."
    en_next = "An inspector visits the shop, then the licence is issued. A text message will tell you."
    return Service(
        id="kw-health-licence",
        version=1,
        country="kw",
        name=Text(ar, en),
        summary=Text(ar, en),
        icon="shop",
        keywords=Text("", ""),
        audience=("business",),
        service_class=ServiceClass.PROCEDURAL,
        channels=("kiosk", "office"),
        owner=Text("إدارة الأغذية والتغذية", "Food and Nutrition Department"),
        currency="KWD",
        legal_basis=(),
        eligibility=(),
        documents=(),
        pages=(),
        fees=(),
        duration=Duration(Text("خمسة أيام عمل", "five working days"), 40, Verified.SAMPLE),
        procedure=Procedure(1, ()),
        output=Output("licence", Text("ترخيص صحي", "Health licence"), Text("سنة", "one year"), Verified.SAMPLE),
        next_step=Text(ar_next, en_next),
        purpose=Text("", ""),
        complaint_phone="+965 2224 8888",
    )


def payment(amount: Money, method: PaymentMethod, state: PaymentState) -> Payment:
    return Payment(
        "01938e3c-7a5b-7c3d-8e4f-5a6b7c8d9e10", APPLICATION_ID, amount, method, state, ISSUED_AT, "843120977215", "4821"
    )


def application(
    fees: tuple[AssessedFee, ...] = LONG_FEES,
    method: PaymentMethod = PaymentMethod.CARD,
    state: PaymentState = PaymentState.CAPTURED,
) -> Application:
    """Return an application as far as paper knows it; its answers name a person, whom no receipt may show."""
    amount = total([line.amount for line in fees], "KWD")
    return Application(
        id=APPLICATION_ID,
        service_id="kw-health-licence",
        service_version=1,
        catalogue_version=1,
        language=Language.AR,
        started_at=ISSUED_AT,
        identity=None,
        identity_typed=False,
        answers={"owner_name": "فاطمة عبد الرحمن", "phone": "99887766"},
        attachments=(),
        consent=Consent("1", Language.AR, ISSUED_AT),
        fees=fees,
        total=amount,
        payment=payment(amount, method, state) if amount.amount_minor else None,
        signature=None,
        operator="amal.clerk",
    )


def receipt(amount: Money) -> Receipt:
    return Receipt(ReceiptNumber("K07", 2026, 42), APPLICATION_ID, "kw-health-licence", amount, ISSUED_AT)
