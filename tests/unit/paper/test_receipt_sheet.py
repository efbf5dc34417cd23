"""What the receipt says, in both languages, for paid, free, unsure and repeated ones."""

from __future__ import annotations

import dataclasses

import paper_samples as samples
import pytest

from shubbak.domain.application import Application
from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.fees import FeeKind, Payee
from shubbak.domain.money import Money
from shubbak.domain.payment import PaymentMethod, PaymentState
from shubbak.domain.receipt import ReceiptStatus
from shubbak.domain.text import FSI, LRI, PDI, Language, Text
from shubbak.ports.renderer import Boxed, Code, Line, Pair, Part, Sheet, Style
from shubbak.resources import load_wording
from shubbak.services.receipt_sheet import IssuingOffice, issuing_office, receipt_sheet
from shubbak.wire.station import Enrolled, PortalKeys

CODE = "https://portal.alwaha.example/v#123"
WORDING = load_wording()


def sheet(
    language: Language = Language.AR,
    *,
    application: Application | None = None,
    office: IssuingOffice = samples.OFFICE,
    status: ReceiptStatus = ReceiptStatus.TAKEN,
    copy: CopyMark | None = None,
) -> Sheet:
    asked = samples.application() if application is None else application
    receipt = samples.receipt(asked.total)
    return receipt_sheet(receipt, asked, samples.service(), office, status, CODE, WORDING, language, copy)


def texts(parts: tuple[Part, ...]) -> list[str]:
    found: list[str] = []
    for part in parts:
        match part:
            case Line():
                found.append(part.text)
            case Pair():
                found += [part.label, part.value]
            case Boxed():
                found += texts(part.parts)
            case Code():
                found += [part.text, *texts(part.beside)]
    return found


def pairs(parts: tuple[Part, ...]) -> dict[str, str]:
    return {part.label: part.value for part in parts if isinstance(part, Pair)}


def test_it_opens_with_who_issued_it_and_for_what() -> None:
    said = texts(sheet().parts)
    assert said[:2] == ["بلدية محافظة الواحة", "مكتب الأمل لخدمات المراجعين"]
    assert samples.service().name.ar in said


def test_the_number_is_the_largest_thing_and_stands_in_an_isolate() -> None:
    (number,) = [part for part in sheet().parts if isinstance(part, Line) and part.style is Style.NUMBER]
    assert number.text.startswith(f"{LRI}K07-2026-000042-") and number.text.endswith(PDI)


def test_each_line_of_money_stands_under_its_payee_and_the_office_in_its_own_box() -> None:
    parts = sheet(Language.EN).parts
    outside = pairs(parts)
    assert outside["Health licence renewal, one year"] == f"{LRI}12,245.678{PDI}"
    assert outside["Cleanliness deposit (refundable deposit)"] == f"{LRI}50.000{PDI}"
    boxes = [pairs(part.parts) for part in parts if isinstance(part, Boxed)]
    assert {"Preparing and filing the application": f"{LRI}5.000{PDI}"} in boxes
    assert "Preparing and filing the application" not in outside
    said = texts(parts)
    payees = [
        said.index(next(text for text in said if text.startswith(start))) for start in ("Government", "Payment n")
    ]
    assert payees == sorted(payees)


def test_the_total_and_the_card_are_named() -> None:
    facts = pairs(sheet(Language.EN).parts)
    assert facts["Total paid"] == f"{LRI}12,345.678{PDI} KWD"
    assert facts["Paid by"] == f"Card {LRI}•••• 4821{PDI}"
    assert facts["Payment reference"] == f"{LRI}843120977215{PDI}"


@pytest.mark.parametrize(
    ("method", "state", "sentence"),
    [
        (PaymentMethod.CASH, PaymentState.CAPTURED, "Cash"),
        (PaymentMethod.CARD, PaymentState.UNKNOWN, "The payment is being confirmed with the bank"),
        (PaymentMethod.CARD, PaymentState.DECLINED, "Not yet paid"),
    ],
)
def test_only_captured_money_is_called_paid(method: PaymentMethod, state: PaymentState, sentence: str) -> None:
    said = texts(sheet(Language.EN, application=samples.application(method=method, state=state)).parts)
    assert sentence in said
    assert ("Total paid" in said) == (state is PaymentState.CAPTURED)


def test_a_free_service_says_so_and_shows_no_money() -> None:
    said = texts(sheet(application=samples.application(fees=())).parts)
    assert "الخدمة مجانية، ولم يُدفع عنها أي رسم." in said
    assert not any("0.000" in text for text in said)


def test_taken_and_accepted_are_told_apart() -> None:
    taken, accepted = (" ".join(texts(sheet(Language.EN, status=status).parts)) for status in ReceiptStatus)
    assert "not yet accepted" in taken and "not yet accepted" not in accepted
    assert "Accepted by the portal" in accepted


@pytest.mark.parametrize(
    ("country", "ar", "en"),
    [("kw", "نوفمبر", "10:42"), ("om", "نوفمبر", "11:42"), ("jo", "تشرين الثاني", "10:42")],
)
def test_the_date_is_on_the_country_s_clock_in_its_own_month_names(country: str, ar: str, en: str) -> None:
    office = dataclasses.replace(samples.OFFICE, country=country)
    assert any(ar in text and "2026" in text for text in texts(sheet(office=office).parts))
    english = texts(sheet(Language.EN, office=office).parts)
    assert f"{LRI}22{PDI} November {LRI}2026{PDI}, {LRI}{en}{PDI}" in english


def test_it_says_what_scanning_proves_what_comes_next_and_where_to_complain() -> None:
    said = texts(sheet().parts)
    assert CODE in said
    assert any("يُثبت مسح الرمز" in text and "ولا يعني الموافقة" in text for text in said)
    assert samples.service().next_step.ar in said and "خمسة أيام عمل" in said
    assert f"{LRI}+965 2224 8888{PDI}" in said


def test_it_names_the_day_by_which_it_should_be_done_where_days_can_be_counted() -> None:
    facts = pairs(sheet(Language.EN).parts)
    assert facts["Expected by"] == f"Sunday {LRI}29{PDI} November {LRI}2026{PDI}"
    assert facts["Time, without holidays"] == "five working days"


def test_a_fine_and_a_tax_stand_apart_and_say_what_they_are() -> None:
    working = Text("نسبة الضريبة", "5% of the taxable amounts")
    fees = (
        dataclasses.replace(samples.fee("غرامة", "Late renewal", 3_000), kind=FeeKind.PENALTY),
        samples.fee("رسم", "Licence", 1_000),
        dataclasses.replace(samples.fee("ضريبة", "VAT", 50, Payee.OFFICE), kind=FeeKind.TAX, working=working),
    )
    said = texts(sheet(Language.EN, application=samples.application(fees=fees)).parts)
    assert said.index("Licence") < said.index("Fines") < said.index("Late renewal")
    assert said[said.index("VAT") + 2] == "5% of the taxable amounts"


def test_an_invoice_stands_where_the_template_has_it() -> None:
    invoice = (Line("Invoice follows"),)
    asked = samples.application()
    facts = (samples.receipt(asked.total), asked, samples.service(), samples.OFFICE, ReceiptStatus.TAKEN, CODE, WORDING)
    said = texts(receipt_sheet(*facts, Language.EN, invoice=invoice).parts)
    assert said.index("Total paid") < said.index("Invoice follows") < said.index("What happens next")


def test_a_copy_is_marked_and_an_original_is_not() -> None:
    said = texts(sheet(Language.EN, copy=CopyMark(2, CopyReason.DAMAGED)).parts)
    assert any("Copy" in text and "2" in text for text in said)
    assert "In place of a damaged one" in said
    assert not any("Copy" in text for text in texts(sheet(Language.EN).parts))


@pytest.mark.parametrize("language", Language)
def test_it_names_no_person(language: Language) -> None:
    said = " ".join(texts(sheet(language).parts))
    for private in ("فاطمة", "99887766", "amal.clerk"):
        assert private not in said


def test_an_enrolment_gives_the_office() -> None:
    keys = PortalKeys("", "", "")
    enrolled = Enrolled("K07", 1, "بلدية", "Municipality", "مكتب", "Office", "kw", CODE, keys)
    assert issuing_office(enrolled).office.en == "Office"
    assert issuing_office(enrolled).country == "kw"


def test_money_without_lines_is_still_shown() -> None:
    bare = dataclasses.replace(samples.application(fees=()), total=Money(5000, "KWD"))
    assert pairs(sheet(Language.EN, application=bare).parts)["Total due"] == f"{LRI}5.000{PDI} KWD"


def test_lines_of_one_account_stand_together_and_a_deposit_says_when_it_comes_back() -> None:
    release = Text("بعد إزالة اللوحة", "after the sign is taken down")
    fees = (
        dataclasses.replace(samples.fee("رسم أول", "First", 1_000), account="77-1"),
        dataclasses.replace(samples.fee("رسم ثانٍ", "Second", 2_000), account="stamps"),
        dataclasses.replace(samples.fee("تأمين", "Deposit", 3_000, deposit=True), account="77-1", release=release),
    )
    said = texts(sheet(application=samples.application(fees=fees)).parts)
    start = said.index("رسم ثانٍ")
    assert said[start : start + 8] == [
        "رسم ثانٍ",
        f"{LRI}2.000{PDI}",
        f"الحساب: {LRI}77-1{PDI}",
        "رسم أول",
        f"{LRI}1.000{PDI}",
        "تأمين (تأمين يُسترد)",
        f"{LRI}3.000{PDI}",
        f"يُسترد: {FSI}بعد إزالة اللوحة{PDI}",
    ]
