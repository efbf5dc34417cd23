"""The papers that stand in tests/samples/receipts as pictures; `make receipts` draws them anew, to be looked at."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import paper_samples as samples
from PIL import Image, ImageChops
from PySide6.QtGui import QGuiApplication

from shubbak.domain.application import Application
from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.fees import FeeKind, Payee
from shubbak.domain.money import Money
from shubbak.domain.paper_template import PaperKind
from shubbak.domain.payment import PaymentMethod, PaymentState
from shubbak.domain.receipt import ReceiptStatus
from shubbak.domain.tax_invoice import InvoiceOrder, Seller
from shubbak.domain.text import Language, Text, isolate, isolate_name
from shubbak.forms.service import DocumentNeed, Verified
from shubbak.ports.printer import PrintHead, Raster
from shubbak.ports.renderer import Boxed, Line, Pair, Rule, Sheet, Style
from shubbak.ports.tax_invoice import IssuedInvoice
from shubbak.qtkit.receipt_raster import QtReceiptRenderer
from shubbak.resources import load_wording
from shubbak.services.invoice_parts import invoice_parts
from shubbak.services.office_invoices import VisitInvoice
from shubbak.services.paper_parts import Speaker
from shubbak.services.receipt_sheet import receipt_sheet
from shubbak.services.self_test_sheet import self_test_sheet
from shubbak.services.still_needed_sheet import still_needed_sheet

FOLDER = Path(__file__).resolve().parents[2] / "samples" / "receipts"
HEADS = (PrintHead(576, 203), PrintHead(512, 180), PrintHead(384, 203))
#: As long as a usual code: 346 digits behind the address.
CODE = "https://portal.alwaha.example/v#" + "0123456789" * 34 + "012345"
WORDING = load_wording()
#: Whatever a peer printed turned, torn or mirrored, each in a sentence of its language.
TURNED = {
    "quantity": ("الكمية {} من اللوحات", "Quantity {} of signs", "1"),
    "two": ("الكمية {} من اللوحات", "Quantity {} of signs", "2"),
    "percent": ("ضريبة {} VAT على الأجرة", "Tax of {} (ضريبة) on the charge", "5%"),
    "negative": ("خصم {} دينار", "Discount {} dinars", "-12.500"),
    "plate": ("المركبة رقم {} خصوصي", "Vehicle {} private", "20-12345"),
    "phone": ("هاتف {} للاستفسار", "Call {} to ask", "+962 79 123 4567"),
    "plot": ("القطعة {} في الحوض 7", "Plot {} of basin 7", "12/345"),
    "request": ("الطلب {} (جديد)", "Request {} (new)", "REQ-2026-004512"),
    "decimals": ("المجموع {} لا غير", "Total {} only", "12,345.678"),
    "card": ("البطاقة {} فيزا Visa", "Card {} فيزا Visa", "****4821"),
}
BRACKETS = (
    f"محل [الواحة (فرع {isolate_name('Al-Waha')} 2)] {{قائم}}",
    f"Shop [Al-Waha (branch {isolate_name('الواحة')} 2)] {{open}}",
)
SIX_PARTS = (
    "عبد الرحمن بن محمد بن عبد الله بن سليمان آل الشيخ",
    "Abdulrahman Mohammed Abdullah Sulaiman Nasser Al-Shaikh",
)


def papers() -> Iterator[tuple[str, Sheet]]:
    """Yield every paper with its name."""
    for language in Language:
        yield f"receipt.{language}", _receipt(language)
        yield f"copy.{language}", _copy(language)
        yield f"free.{language}", _receipt(language, samples.application(fees=()))
        yield f"still-needed.{language}", _slip(language)
        yield f"self-test.{language}", self_test_sheet("K07", samples.OFFICE, samples.ISSUED_AT, WORDING, language)
        yield f"turned.{language}", turned(language)
        yield f"invoice.{language}", invoiced(language)
        yield f"invoice-follows.{language}", invoiced(language, issued=False)
        yield f"invoice-jordan.{language}", in_jordan(language, "QVVUSE9S" * 40)
        yield f"invoice-awaits.{language}", in_jordan(language, "")


def _receipt(language: Language, asked: Application | None = None, copy: CopyMark | None = None) -> Sheet:
    asked = asked or samples.application()
    facts = (samples.receipt(asked.total), asked, samples.service(), samples.OFFICE, ReceiptStatus.TAKEN)
    return receipt_sheet(*facts, CODE, WORDING, language, copy)


def _copy(language: Language) -> Sheet:
    """A copy with all kinds of fees: two accounts, a deposit that comes back, a fine, and taxed office charge."""
    release = Text("بعد إزالة اللوحة", "after the sign is taken down")
    working = Text(f"{isolate('5%')} من {isolate('8.000')}", "5% of 8.000")
    fine = samples.fee("غرامة تأخير التجديد", "Late renewal", 30_000)
    tax = samples.fee(
        "ضريبة القيمة المضافة على أجرة المكتب", "Value added tax on the office's charge", 400, Payee.OFFICE
    )
    fees = (
        dataclasses.replace(samples.fee("رسم الترخيص", "Licence", 10_000), account="77-1"),
        dataclasses.replace(samples.fee("رسم إعلان", "Sign", 5_000), account="77-2"),
        dataclasses.replace(samples.fee("تأمين", "Deposit", 50_000, deposit=True), account="77-2", release=release),
        dataclasses.replace(fine, kind=FeeKind.PENALTY),
        samples.fee("أجرة تقديم الطلب", "Filing the application", 8_000, Payee.OFFICE),
        dataclasses.replace(tax, kind=FeeKind.TAX, working=working),
    )
    return _receipt(language, samples.application(fees=fees), CopyMark(2, CopyReason.DAMAGED))


def invoiced(language: Language, *, issued: bool = True) -> Sheet:
    """Return a receipt with a tax invoice of Saudi Arabia, its code as long as a usual one, or with its promise."""
    label, ar_tax = "أجرة تقديم الطلب", "ضريبة القيمة المضافة على أجرة المكتب"
    filing, tax = (
        samples.fee(label, "Filing the application", 10_000, Payee.OFFICE),
        samples.fee(ar_tax, "Value added tax on the office's charge", 1_500, Payee.OFFICE),
    )
    fees = tuple(
        dataclasses.replace(fee, amount=Money(fee.amount.amount_minor, "SAR"), kind=kind)
        for fee, kind in ((filing, FeeKind.OFFICE_CHARGE), (tax, FeeKind.TAX))
    )
    asked = samples.application()
    paid = samples.payment(Money(11_500, "SAR"), PaymentMethod.CARD, PaymentState.CAPTURED)
    asked = dataclasses.replace(asked, fees=fees, total=paid.amount, payment=paid)
    order = InvoiceOrder(asked.id, ((filing.label, fees[0].amount),), fees[1].amount, 1500, samples.ISSUED_AT)
    seller = Seller(samples.OFFICE.office, "399999999900003", "", "", "", "", "", "", 1500)
    code = IssuedInvoice("OFF3-000042", "AQ+z" * 134)
    speaker = Speaker(WORDING.paper(PaperKind.RECEIPT, language), samples.OFFICE)
    parts = invoice_parts(VisitInvoice(code, order, seller) if issued else VisitInvoice(), speaker)
    facts = (samples.receipt(asked.total), asked, samples.service(), samples.OFFICE, ReceiptStatus.TAKEN)
    return receipt_sheet(*facts, CODE, WORDING, language, invoice=parts)


def in_jordan(language: Language, code_text: str) -> Sheet:
    """Return a receipt with an invoice of Jordan, or with the promise of one whose code is still to come."""
    filing, tax = (
        samples.fee("أجرة تقديم الطلب", "Filing the application", 5_000, Payee.OFFICE),
        samples.fee("ضريبة المبيعات العامة", "General sales tax", 800, Payee.OFFICE),
    )
    fees = tuple(
        dataclasses.replace(fee, amount=Money(fee.amount.amount_minor, "JOD"), kind=kind)
        for fee, kind in ((filing, FeeKind.OFFICE_CHARGE), (tax, FeeKind.TAX))
    )
    paid = samples.payment(Money(5_800, "JOD"), PaymentMethod.CARD, PaymentState.CAPTURED)
    asked = dataclasses.replace(samples.application(), fees=fees, total=paid.amount, payment=paid)
    order = InvoiceOrder(asked.id, ((filing.label, fees[0].amount),), fees[1].amount, 1600, samples.ISSUED_AT)
    seller = Seller(samples.OFFICE.office, "12345678", "", "", "", "", "", "", 1600, "jo")
    speaker = Speaker(WORDING.paper(PaperKind.RECEIPT, language), samples.OFFICE)
    parts = invoice_parts(VisitInvoice(IssuedInvoice("OFF3-000042", code_text), order, seller), speaker)
    facts = (samples.receipt(asked.total), asked, samples.service(), samples.OFFICE, ReceiptStatus.TAKEN)
    return receipt_sheet(*facts, CODE, WORDING, language, invoice=parts)


def _slip(language: Language) -> Sheet:
    needed = tuple(
        DocumentNeed(f"paper_{place}", Text(ar, en), (), Verified.SAMPLE, required=place != 2)
        for place, (ar, en) in enumerate(
            (("عقد الإيجار المصدق", "Certified lease"), ("صورة المخطط", "Copy of the plan"), ("تفويض", "Mandate"))
        )
    )
    day = date(2026, 12, 6)
    return still_needed_sheet(samples.service(), needed, "K7QM2XDR", samples.OFFICE, day, WORDING, language)


def turned(language: Language) -> Sheet:
    """Return the numbers that peers printed wrongly, in sentences and beside them."""
    place = 0 if language is Language.AR else 1
    pairs = tuple(Pair(both[place].format(isolate(both[2])), isolate(both[2])) for both in TURNED.values())
    name, brackets = isolate_name(SIX_PARTS[place]), Line(BRACKETS[place])
    other = isolate_name(SIX_PARTS[1 - place])
    return Sheet(
        language, (*pairs, brackets, Rule(), Pair(name, other), Boxed((Line(other, Style.TITLE),)), *pairs[-2:])
    )


def picture(raster: Raster) -> Image.Image:
    """Return a raster as an image of one bit, black on white."""
    return Image.frombytes("1", (raster.width, raster.height), raster.rows, "raw", "1;I")


def file_of(name: str, head: PrintHead) -> Path:
    return FOLDER / f"{name}.{head.dots}.png"


def side_by_side(wanted: Image.Image, drawn: Image.Image) -> Image.Image:
    """Return what should be, what is, and where they differ in black."""
    size = (max(wanted.width, drawn.width), max(wanted.height, drawn.height))
    sheets = [Image.new("L", size, 255) for _ in range(2)]
    for sheet, image in zip(sheets, (wanted, drawn), strict=True):
        sheet.paste(image.convert("L"), (0, 0))
    shown = Image.new("L", (size[0] * 3 + 40, size[1]), 160)
    for place, image in enumerate((*sheets, ImageChops.invert(ImageChops.difference(*sheets)))):
        shown.paste(image, (place * (size[0] + 20), 0))
    return shown


def redraw() -> None:
    """Write every picture anew, and remove those that no paper has any more."""
    renderer = QtReceiptRenderer()
    FOLDER.mkdir(parents=True, exist_ok=True)
    drawn = set()
    for name, sheet in papers():
        for head in HEADS:
            path = file_of(name, head)
            picture(renderer.render(sheet, head)).save(path, optimize=True)
            drawn.add(path)
    for path in set(FOLDER.glob("*.png")) - drawn:
        path.unlink()
    print(f"{len(drawn)} pictures, {sum(path.stat().st_size for path in drawn)} bytes in {FOLDER}")


if __name__ == "__main__":
    application = QGuiApplication(sys.argv[:1])
    redraw()
