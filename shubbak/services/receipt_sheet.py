"""What stands on a receipt: who issued it, its number, what was paid to whom, what happens next and by when."""

from __future__ import annotations

from dataclasses import dataclass

from shubbak.domain.application import Application
from shubbak.domain.calendar import local_date
from shubbak.domain.copy_mark import CopyMark
from shubbak.domain.months import weekday_name
from shubbak.domain.paper_template import PaperKind
from shubbak.domain.receipt import Receipt, ReceiptStatus
from shubbak.domain.text import Language, isolate
from shubbak.domain.wording import Wording
from shubbak.forms.duration import expected_by
from shubbak.forms.service import Service
from shubbak.ports.renderer import Boxed, Code, Line, Pair, Part, Rule, Sheet, Style
from shubbak.services.paper_parts import Givers, IssuingOffice, Speaker, arrange, issuing_office
from shubbak.services.receipt_money import fees_now, fees_to_come, paid_how, total_lines

__all__ = ["IssuingOffice", "issuing_office", "marked", "receipt_sheet"]


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
    invoice: tuple[Part, ...] = (),
) -> Sheet:
    """Set one receipt in one language.

    It names no person: whoever finds it learns the service and the sum. code_text: what `make_code` returned.
    copy: the mark of every print after the first; None for the original. invoice: the office's tax invoice, or the
    word that it follows, where an office owes one.
    """
    speaker = Speaker(wording.paper(PaperKind.RECEIPT, language), station)
    sheet = arrange(speaker, _Receipt(receipt, application, service, status, code_text, invoice, speaker).givers())
    return marked(sheet, copy, wording)


def marked(sheet: Sheet, copy: CopyMark | None, wording: Wording) -> Sheet:
    """Return an original's sheet as a copy: which one it is, and why, in a frame above the first line across.

    No template moves it or leaves it out.
    """
    if copy is None:
        return sheet
    say = wording.paper(PaperKind.RECEIPT, sheet.language).say
    lines = (say("copy", number=isolate(str(copy.number))), say(f"copy.{copy.reason.value}"))
    place = next((at for at, part in enumerate(sheet.parts) if isinstance(part, Rule)), 0)
    mark = Boxed(tuple(Line(line, centred=True) for line in lines))
    return Sheet(sheet.language, (*sheet.parts[:place], mark, *sheet.parts[place:]))


@dataclass(frozen=True, slots=True)
class _Receipt:
    """One receipt, part by part."""

    receipt: Receipt
    application: Application
    service: Service
    status: ReceiptStatus
    code_text: str
    invoice: tuple[Part, ...]
    speaker: Speaker

    def givers(self) -> Givers:
        asked, service, speaker = self.application, self.service, self.speaker
        return {
            "title": lambda: [Line(speaker.say("title"), Style.SMALL, centred=True)],
            "service": lambda: [Line(service.name.say(speaker.language), Style.TITLE, centred=True)],
            "number": self._number,
            "issued": lambda: [Line(speaker.moment("issued", self.receipt.issued_at), centred=True)],
            "status": lambda: [Boxed((Line(speaker.say(f"status.{self.status.value}"), centred=True),))],
            "fees": lambda: fees_now(asked, service, speaker),
            "total": lambda: total_lines(asked, speaker),
            "payment": lambda: paid_how(asked, speaker),
            "later": lambda: fees_to_come(asked, service, speaker),
            "invoice": lambda: self.invoice,
            "next": self._next,
            "code": self._code,
            "complaint": self._complaint,
        }

    def _number(self) -> list[Part]:
        number = Line(isolate(str(self.receipt.number)), Style.NUMBER, centred=True)
        return [Line(self.speaker.say("number"), Style.SMALL, centred=True), number]

    def _next(self) -> list[Part]:
        speaker, service = self.speaker, self.service
        taken_on = local_date(self.receipt.issued_at, speaker.office.country)
        day = expected_by(service.duration, taken_on, service.country)
        time = speaker.say("next.duration" if day is None else "next.counted")
        parts: list[Part] = [
            Line(speaker.say("next"), Style.TITLE),
            Line(service.next_step.say(speaker.language)),
            Pair(time, service.duration.text.say(speaker.language)),
        ]
        if day is not None:
            weekday = weekday_name(day).say(speaker.language)
            parts.append(Pair(speaker.say("next.by"), speaker.say("next.day", weekday=weekday, **speaker.day(day))))
        return parts

    def _code(self) -> list[Part]:
        proof = self.speaker.say("proof", municipality=self.speaker.name(self.speaker.office.municipality))
        return [Code(self.code_text, (Line(proof, Style.NOTE),))]

    def _complaint(self) -> list[Part]:
        phone = self.service.complaint_phone
        return [Pair(self.speaker.say("complaint"), isolate(phone))] if phone else []
