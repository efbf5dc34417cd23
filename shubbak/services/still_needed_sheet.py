"""The slip of a visit that is put aside: what is still needed, and the code to go on with."""

from __future__ import annotations

from datetime import date

from shubbak.domain.paper_template import PaperKind
from shubbak.domain.resume_code import shown_code
from shubbak.domain.text import Language, isolate
from shubbak.domain.wording import Wording
from shubbak.forms.service import DocumentNeed, Service
from shubbak.ports.renderer import Boxed, Code, Line, Part, Sheet, Style
from shubbak.services.paper_parts import IssuingOffice, Speaker, arrange

#: What a scanned slip begins with, so that it is told from every other code.
SLIP_MARK = "SHUBBAK-RESUME:"


def still_needed_sheet(
    service: Service,
    needed: tuple[DocumentNeed, ...],
    code: str,
    station: IssuingOffice,
    until: date | None,
    wording: Wording,
    language: Language,
    *,
    counter: bool = False,
) -> Sheet:
    """Set one slip in one language. Like the receipt it names no person: the code alone opens nothing at a kiosk.

    until: the last day on which it is kept, None where no day is set.
    """
    speaker = Speaker(wording.paper(PaperKind.STILL_NEEDED, language), station)
    how = speaker.say("how_at_counter" if counter else "how", office=speaker.name(station.office))
    return arrange(
        speaker,
        {
            "title": lambda: [Line(speaker.say("title"), Style.SMALL, centred=True)],
            "service": lambda: [Line(service.name.say(language), Style.TITLE, centred=True)],
            "needed": lambda: _needed(needed, speaker),
            "number": lambda: _number(code, speaker),
            "until": lambda: _until(until, speaker),
            "code": lambda: [Code(SLIP_MARK + code, (Line(how, Style.NOTE),))],
            "not_receipt": lambda: [Line(speaker.say("not_receipt"), Style.SMALL)],
        },
    )


def _needed(needed: tuple[DocumentNeed, ...], speaker: Speaker) -> list[Part]:
    if not needed:
        return [Line(speaker.say("nothing"))]
    return [Line(speaker.say("needed"), Style.TITLE), *(_row(*row, speaker) for row in enumerate(needed, 1))]


def _row(number: int, need: DocumentNeed, speaker: Speaker) -> Line:
    """Name one document; what is not required is brought if there is one."""
    key = "row" if need.required else "row_optional"
    return Line(speaker.say(key, number=isolate(str(number)), name=need.name.say(speaker.language)))


def _number(code: str, speaker: Speaker) -> list[Part]:
    number = Line(isolate(shown_code(code)), Style.NUMBER, centred=True)
    return [Line(speaker.say("number"), Style.SMALL, centred=True), number]


def _until(until: date | None, speaker: Speaker) -> list[Part]:
    return [Boxed((Line(speaker.say("until", **speaker.day(until)), centred=True),))] if until else []
