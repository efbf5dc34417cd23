"""A paper put together: the template says what stands where, and the paper's own sheet what each part is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shubbak.domain.calendar import local_time
from shubbak.domain.months import month_name
from shubbak.domain.paper_template import OWN_WORDS, Logo, PaperTemplate
from shubbak.domain.text import Language, Text, isolate, isolate_name
from shubbak.ports.renderer import Line, Ornament, Part, Rule, Sheet, Style
from shubbak.wire.station import Enrolled

#: What each part of a paper is, by its name.
Givers = Mapping[str, Callable[[], Sequence[Part]]]


@dataclass(frozen=True, slots=True)
class IssuingOffice:
    """Whose paper it is. country: ISO 3166-1 alpha-2, lower case; its clock and its months are printed."""

    municipality: Text
    office: Text
    country: str


def issuing_office(enrolled: Enrolled) -> IssuingOffice:
    """Take what the paper shows out of the station's enrolment."""
    municipality = Text(enrolled.municipality_ar, enrolled.municipality_en)
    return IssuingOffice(municipality, Text(enrolled.office_ar, enrolled.office_en), enrolled.country)


@dataclass(frozen=True, slots=True)
class Speaker:
    """The words of one paper in its language, for the office that issues it."""

    template: PaperTemplate
    office: IssuingOffice

    @property
    def language(self) -> Language:
        return self.template.language

    def say(self, key: str, **params: str) -> str:
        return self.template.say(key, **params)

    def name(self, text: Text) -> str:
        return isolate_name(text.say(self.language))

    def moment(self, key: str, at: datetime, **params: str) -> str:
        """Say a sentence with the day and the time of an aware UTC moment on the country's clock."""
        local = local_time(at, self.office.country)
        return self.say(key, time=isolate(f"{local:%H:%M}"), **self.day(local), **params)

    def day(self, day: date) -> dict[str, str]:
        """Return a day as the values that a sentence names."""
        month = month_name(day.month, self.office.country).say(self.language)
        return {"day": isolate(str(day.day)), "month": month, "year": isolate(str(day.year))}


def arrange(speaker: Speaker, givers: Givers) -> Sheet:
    """Set the parts of a template in its order; of two lines across with nothing between them one is left out."""
    everywhere: Givers = {
        "ornament": lambda: [Ornament()],
        "logo": lambda: _logo(speaker.template.logo),
        "rule": lambda: [Rule()],
        "strong_rule": lambda: [Rule(strong=True)],
        "municipality": lambda: [_centred(speaker.office.municipality.say(speaker.language), Style.HEAD)],
        "office": lambda: [_centred(speaker.office.office.say(speaker.language), Style.BODY)],
    }
    parts: list[Part] = []
    for name in speaker.template.parts:
        if name.startswith(OWN_WORDS):
            parts.append(_centred(speaker.say(name), Style.SMALL))
        else:
            parts += {**everywhere, **givers}[name]()
    return Sheet(speaker.language, _without_empty_rows(parts))


def _centred(text: str, style: Style) -> Line:
    return Line(text, style, centred=True)


def _logo(logo: Logo | None) -> list[Part]:
    return [logo] if logo else []


def _without_empty_rows(parts: Sequence[Part]) -> tuple[Part, ...]:
    kept: list[Part] = []
    for part in parts:
        if not (isinstance(part, Rule) and (not kept or isinstance(kept[-1], Rule))):
            kept.append(part)
    while kept and isinstance(kept[-1], Rule):
        kept.pop()
    return tuple(kept)
