"""Sample outputs for the tests of A4 paper: an ordinary licence, one with everything, a certificate, a void sample."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from paper_samples import OFFICE, fee, service

from shubbak.adapters.paper.typst_engine import TypstEngine
from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.issued_output import IssuedOutput, Official, OutputFact
from shubbak.domain.output_record import OutputRecord
from shubbak.domain.text import Text
from shubbak.ports.typesetter import PageOrder
from shubbak.resources import load_output_form, load_wording, root
from shubbak.services.output_sheet import record_order, say_output

CODE = "https://waha.gov.example/v#" + "8402691357" * 47


def fact(ar: str, en: str, value_ar: str, value_en: str = "") -> OutputFact:
    return OutputFact(Text(ar, en), Text(value_ar, value_en or value_ar))


DIRECTOR = Official(
    Text("مدير إدارة الأغذية والتغذية", "Director, Food and Nutrition"), Text("م. خالد سالم", "Eng. Khalid Salem")
)
HEAD = Official(Text("رئيس قسم التراخيص الصحية", "Head, Health Licences"), Text("نورة العازمي", "Noura Al-Azmi"))

LICENCE = IssuedOutput(
    kind="licence",
    number="BL-2026-00482",
    issued_at=datetime(2026, 11, 22, 7, 42, tzinfo=UTC),
    valid_to=date(2027, 11, 21),
    holder=Text("عبد الرحمن محمد إبراهيم", "Abdulrahman Mohammed Ibrahim"),
    holder_number="285041512345",
    subject=Text("بقالة الواحة، محل رقم 14", "Al-Waha Grocery, shop 14"),
    facts=(
        fact("النشاط", "Activity", "بيع المواد الغذائية والمشروبات والتموين", "Sale of food, drinks and provisions"),
        fact("العنوان", "Address", "قطعة 12/345، شارع السور، الواحة", "Plot 12/345, Al-Soor Street, Al-Waha"),
        fact("المساحة", "Area", "86.5 م²", "86.5 m²"),
        fact("الهاتف", "Telephone", "+965 2224 8888"),
    ),
    conditions=(
        Text("تُعرض الرخصة في مكان ظاهر من المحل.", "The licence is displayed where customers see it."),
        Text("تُبلغ البلدية بأي تغيير خلال 30 يومًا (المادة 7).", "Changes are reported within 30 days (article 7)."),
    ),
    fees=(
        fee("رسم الترخيص الصحي لمدة سنة واحدة", "Health licence, one year", 1_245_678),
        fee("رسم المعاينة", "Inspection", 25_000),
    ),
    officials=(DIRECTOR,),
)
FULL = replace(
    LICENCE,
    holder=Text(
        "عبد الرحمن محمد إبراهيم عبد العزيز يوسف السعدون", "Abdulrahman Mohammed Ibrahim Abdulaziz Yousef Al-Saadoun"
    ),
    conditions=tuple(
        Text(
            f"الشرط {n}: تلتزم المنشأة بنسبة رطوبة لا تزيد على 60% وبدرجة حرارة بين -18 و 5 مئوية "
            "للطلب REQ-2026-004512.",
            f"Condition {n}: humidity stays below 60% and the temperature between -18 and 5 °C for REQ-2026-004512.",
        )
        for n in range(1, 13)
    ),
    officials=(DIRECTOR, HEAD),
)
CERTIFICATE = replace(
    LICENCE,
    kind="certificate",
    number="CR-2026-01207",
    valid_to=None,
    conditions=(),
    fees=(),
    statement=Text(
        "تشهد بلدية محافظة الواحة بأن العقار المبين أدناه خالٍ من المخالفات حتى تاريخ إصدار هذه الشهادة، "
        "وقد أُعطيت بناءً على طلب صاحب العلاقة.",
        "Al-Waha Governorate Municipality certifies that the property below bears no violations on the day of issue. "
        "Issued at the holder's request.",
    ),
    officials=(DIRECTOR, HEAD),
)
SAMPLE = replace(LICENCE, kind="permit", sample=True)
#: Both calendars, and a number that is longer than its place.
SAUDI = replace(LICENCE, kind="report", number="4512-0098765/2026-BLD-44", conditions=(), fees=())
#: As many particulars as officials choose from a long application: all of them on one sheet.
MANY = replace(
    LICENCE,
    facts=tuple(
        fact(f"{one.label.ar} ({n})", f"{one.label.en} ({n})", one.value.ar, one.value.en)
        for n in range(1, 5)
        for one in LICENCE.facts[:3]
    ),
    conditions=(),
)
ALL = {
    "licence": LICENCE,
    "licence-full": FULL,
    "licence-many": MANY,
    "certificate": CERTIFICATE,
    "permit-void": SAMPLE,
    "saudi": SAUDI,
}


def record(issued: IssuedOutput) -> OutputRecord:
    """Return what a portal would keep of it, without its case."""
    office = replace(OFFICE, country="sa") if issued is SAUDI else OFFICE
    asked = service()
    return OutputRecord(
        number=issued.number,
        kind=issued.kind,
        service_id=asked.id,
        application_id="",
        receipt="",
        issued_at=issued.issued_at,
        valid_to=issued.valid_to,
        title=asked.output.name,
        said=say_output(issued, asked.owner, asked.output.name, office, load_wording()),
        code_text=CODE,
    )


def order(issued: IssuedOutput) -> PageOrder:
    """Return the sheet of one; the one with everything is a copy on controlled paper."""
    mark, serial = (CopyMark(2, CopyReason.LOST), "A 0045127") if issued is FULL else (None, "")
    form = load_output_form(issued.kind)
    return record_order(record(issued), form, load_wording(), copy=mark, paper_serial=serial)


def engine() -> TypstEngine:
    return TypstEngine(root() / "outputs", root() / "fonts")
