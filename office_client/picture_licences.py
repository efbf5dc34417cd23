"""Licences of every state for the counter's pictures, one of them drawn as a sheet that says that it is a sample."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QApplication

from office_client.ui.window import OfficeWindow
from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.issued_output import IssuedOutput, Official, OutputFact
from shubbak.domain.issued_paper import IssuedLine, IssuedPaper, Sheet, SheetState
from shubbak.domain.output_record import OutputPaper, OutputRecord
from shubbak.domain.text import Text
from shubbak.services.issued_print import IssuedDesk, SheetOutcome
from shubbak.services.output_sheet import record_order, say_output
from shubbak.services.paper_parts import IssuingOffice

_TITLES = (
    ("2026-L12-000417-K", Text("رخصة صحية", "Health licence"), "licence"),
    ("2026-P4-000093-7", Text("ترخيص إعلان", "Advertising permit"), "permit"),
    ("2026-C2-000208-3", Text("شهادة أوصاف", "Certificate of description"), "certificate"),
    ("2026-L12-000411-B", Text("رخصة صحية", "Health licence"), "licence"),
    ("2026-P4-000088-X", Text("ترخيص إعلان", "Advertising permit"), "permit"),
)
_SHOP = Text("محل 12، قسيمة 145، السالمية", "Shop 12, parcel 145, Salmiya")
#: As long as a real code, and plainly none: it leads nowhere and proves nothing.
_NO_CODE = "https://portal.example/v#" + "1234567890" * 34
_TOWN = Text("بلدية الكويت", "Kuwait Municipality")


def sample_licences(now: datetime) -> tuple[IssuedPaper, ...]:
    """Return what a morning leaves: owed, in doubt, owed on plain paper, printed with a copy, void."""
    at = now - timedelta(hours=1)
    sheets: tuple[tuple[Sheet, ...], ...] = (
        (),
        (_sheet(_TITLES[1][0], SheetState.UNSURE, "أ104483", at),),
        (),
        (
            _sheet(_TITLES[3][0], SheetState.PRINTED, "أ104471", at),
            _sheet(_TITLES[3][0], SheetState.PRINTED, "أ104480", at, CopyMark(1, CopyReason.DAMAGED)),
        ),
        (),
    )
    papers = (OutputPaper.CONTROLLED, OutputPaper.CONTROLLED, OutputPaper.PLAIN, OutputPaper.CONTROLLED)
    return tuple(
        IssuedPaper(
            IssuedLine(
                number=number,
                kind=kind,
                service_id=f"kw.sample.{kind}",
                application_id=str(place),
                receipt="",
                title=title,
                issued_at=now - timedelta(days=place // 2, minutes=20),
                valid_to=date(now.year + 1, now.month, 1),
                void=place == 4,
                paper=papers[place] if place < len(papers) else OutputPaper.PLAIN,
            ),
            sheets[place],
        )
        for place, (number, title, kind) in enumerate(_TITLES)
    )


def _sheet(number: str, state: SheetState, serial: str, at: datetime, mark: CopyMark | None = None) -> Sheet:
    return Sheet(serial, number, state, mark, serial, "demo", at, told="begun")


def sample_picture(desk: IssuedDesk, line: IssuedLine) -> bytes:
    """Return a licence as it would be printed, of nobody and with a code that proves nothing."""
    issued = IssuedOutput(
        kind=line.kind,
        number=line.number,
        issued_at=line.issued_at,
        valid_to=line.valid_to,
        holder=Text("فاطمة عبدالله محمد الصباح", "Fatima Abdullah Mohammed Alsabah"),
        holder_number="290010500015",
        subject=_SHOP,
        facts=(OutputFact(Text("النشاط", "Activity"), Text("مخبز", "Bakery")),),
        conditions=(Text("تُعلّق في مكان ظاهر من المحل.", "To be shown where people in the shop see it."),),
        officials=(Official(Text("مدير إدارة التراخيص", "Director of licensing")),),
        sample=True,
    )
    record = OutputRecord(
        number=line.number,
        kind=line.kind,
        service_id=line.service_id,
        application_id="",
        receipt="",
        issued_at=line.issued_at,
        valid_to=line.valid_to,
        title=line.title,
        said=say_output(issued, _TOWN, line.title, IssuingOffice(_TOWN, _TOWN, "kw"), desk.wording),
        code_text=_NO_CODE,
    )
    return desk.draw(desk.typesetter.set_pages(record_order(record, desk.form(line.kind), desk.wording)))


def show_licences(window: OfficeWindow, picture: Callable[[str], None]) -> None:
    """Photograph the licences' page: one that is owed, and one whose sheet is in doubt."""
    watch, page = window.licences, window.licences_page
    if watch.issued is None:
        return
    watch.look = watch.fetch = lambda: None  # type: ignore[method-assign] # what was issued meanwhile stays out
    window.open_page("licences")
    for _ in range(20):
        QApplication.processEvents()
    papers = sample_licences(window.papers.now)
    shown = {paper.line.number: sample_picture(watch.issued, paper.line) for paper in papers[:2]}
    watch.draw = lambda number: watch.pictured.emit(number, shown[number])  # type: ignore[method-assign] # nobody's
    watch.papers, watch.away = papers, ""
    watch.changed.emit()
    page.choose(papers[0].line.number)
    page.bar.serial.setText("أ ١٠٤٤٨٤")
    picture("licences")
    printed = _sheet(papers[0].line.number, SheetState.PRINTED, "أ104484", window.papers.now)
    watch.papers = (replace(papers[0], sheets=(printed,)), *papers[1:])
    watch.changed.emit()
    watch.printed.emit(papers[0].line.number, SheetOutcome("", SheetState.PRINTED, None, "أ104484"))
    page.choose(papers[1].line.number)
    picture("licences-look")
