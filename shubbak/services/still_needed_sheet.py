"""The slip of a visit that is put aside: what is still needed, and the code to go on with."""

from __future__ import annotations

from datetime import date

from shubbak.domain.months import month_name
from shubbak.domain.resume_code import shown_code
from shubbak.domain.text import Language, isolate, isolate_name
from shubbak.domain.wording import Wording
from shubbak.forms.service import DocumentNeed, Service
from shubbak.ports.renderer import Boxed, Code, Line, Ornament, Part, Rule, Sheet, Style
from shubbak.services.receipt_sheet import IssuingOffice

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

    def say(key: str, **params: str) -> str:
        return wording.say(f"slip.{key}", language, **params)

    rows = [Line(_row(number, need, wording, language)) for number, need in enumerate(needed, 1)]
    how = say("how_at_counter" if counter else "how", office=isolate_name(station.office.say(language)))
    parts: tuple[Part, ...] = (
        Ornament(),
        Line(station.municipality.say(language), Style.HEAD, centred=True),
        Line(station.office.say(language), Style.BODY, centred=True),
        Rule(),
        Line(say("title"), Style.SMALL, centred=True),
        Line(service.name.say(language), Style.TITLE, centred=True),
        Rule(),
        *((Line(say("needed"), Style.TITLE), *rows) if rows else (Line(say("nothing")),)),
        Rule(),
        Line(say("code"), Style.SMALL, centred=True),
        Line(isolate(shown_code(code)), Style.NUMBER, centred=True),
        Code(SLIP_MARK + code),
        *([Boxed((Line(say("until", **_day(until, station.country, language)), centred=True),))] if until else []),
        Line(how, Style.SMALL),
        Line(say("not_receipt"), Style.SMALL),
    )
    return Sheet(language, parts)


def _day(day: date, country: str, language: Language) -> dict[str, str]:
    month = month_name(day.month, country).say(language)
    return {"day": isolate(str(day.day)), "month": month, "year": isolate(str(day.year))}


def _row(number: int, need: DocumentNeed, wording: Wording, language: Language) -> str:
    """Name one document; what is not required is brought if there is one."""
    key = "slip.row" if need.required else "slip.row_optional"
    return wording.say(key, language, number=isolate(str(number)), name=need.name.say(language))
