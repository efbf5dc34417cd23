"""Papers as they would be printed, for whoever changes their templates: a real service with sums of its own example."""

from __future__ import annotations

from datetime import datetime, timedelta

from shubbak.domain.application import Application, Consent
from shubbak.domain.fees import AssessedFee
from shubbak.domain.money import Money, total
from shubbak.domain.payment import Payment, PaymentMethod, PaymentState
from shubbak.domain.receipt import Receipt, ReceiptNumber, ReceiptStatus
from shubbak.domain.text import Language, Text
from shubbak.domain.wording import Wording
from shubbak.forms.service import FeeLine, Service
from shubbak.ports.renderer import Sheet
from shubbak.services.paper_parts import IssuingOffice
from shubbak.services.receipt_sheet import receipt_sheet
from shubbak.services.self_test_sheet import self_test_sheet
from shubbak.services.still_needed_sheet import still_needed_sheet

_STATION = "K00"
#: As long as a real code, and plainly none: it leads nowhere and proves nothing.
_NO_CODE = "https://portal.example/v#" + "0" * 346


def sample_papers(service: Service, wording: Wording, now: datetime) -> dict[str, Sheet]:
    """Return each paper in each language by the name of its template. now: aware UTC, printed on them."""
    office = IssuingOffice(
        Text("بلدية المدينة", "Town Municipality"), Text("مكتب للتجربة", "Sample office"), service.country
    )
    until = (now + timedelta(days=14)).date()
    papers: dict[str, Sheet] = {}
    for language in Language:
        asked = _application(service, language, now)
        receipt = Receipt(ReceiptNumber(_STATION, now.year, 0), asked.id, service.id, asked.total, now)
        facts = (receipt, asked, service, office, ReceiptStatus.TAKEN, _NO_CODE, wording, language)
        papers[f"receipt.{language}"] = receipt_sheet(*facts)
        slip = (service, service.documents, "K7QM2XDR", office, until, wording, language)
        papers[f"still-needed.{language}"] = still_needed_sheet(*slip)
        papers[f"self-test.{language}"] = self_test_sheet(_STATION, office, now, wording, language)
    return papers


def _application(service: Service, language: Language, now: datetime) -> Application:
    fees = _fees(service)
    sum_due = total([fee.amount for fee in fees], service.currency)
    method, state = PaymentMethod.CARD, PaymentState.CAPTURED
    payment = Payment("sample", "sample", sum_due, method, state, now, "000000000000", "0000")
    return Application(
        id="sample",
        service_id=service.id,
        service_version=service.version,
        catalogue_version=0,
        language=language,
        started_at=now,
        identity=None,
        identity_typed=False,
        answers={},
        attachments=(),
        consent=Consent("", language, now),
        fees=fees,
        total=sum_due,
        payment=payment if sum_due.amount_minor else None,
        signature=None,
    )


def _fees(service: Service) -> tuple[AssessedFee, ...]:
    """Return the lines of the service's first example, all as if they were paid in the visit."""
    expected = service.examples[0].expect if service.examples else {}
    return tuple(_fee(line, expected[line.code]) for line in service.fees if line.code in expected)


def _fee(line: FeeLine, minor: int) -> AssessedFee:
    money, no_working = Money(minor, line.currency), Text("", "")
    facts = (line.code, line.label, line.kind, money, line.payee, line.refundable, line.taxable, no_working)
    return AssessedFee(*facts, account=line.account, release=line.release)
