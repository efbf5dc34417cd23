"""The printer's test page: six numbered questions that staff answer with the paper in their hands."""

from __future__ import annotations

from datetime import datetime

from shubbak.domain.paper_template import PaperKind, PaperTemplate
from shubbak.domain.text import Language, isolate
from shubbak.domain.wording import Wording
from shubbak.ports.renderer import Code, HeadPattern, Line, Pair, Part, Pattern, Sheet, Style
from shubbak.services.paper_parts import IssuingOffice, Speaker, arrange

#: What staff are asked; the numbers on the page are the places in the template's order.
CHECKS = ("edges", "joined", "order", "numbers", "dots", "code")
#: What stands inside a line of words: the numbers that a wrong direction would turn, which peers printed wrongly.
NUMBERS = {
    "request": "REQ-2026-004512",
    "phone": "+962 79 123 4567",
    "plot": "12/345",
    "share": "5%",
    "amount": "-12,345.678",
}


def self_test_sheet(
    station_name: str, office: IssuingOffice, printed_at: datetime, wording: Wording, language: Language
) -> Sheet:
    """Set the page in one language. station_name: as receipts say it, "K07"; its code holds that and nothing secret."""
    speaker = Speaker(wording.paper(PaperKind.SELF_TEST, language), office)
    page = _Page(station_name, printed_at, speaker)
    sheet = arrange(
        speaker,
        {
            "title": lambda: [Line(speaker.say("title"), Style.TITLE, centred=True)],
            "printed": page.printed,
            "edges": lambda: [page.question("edges")],
            "joined": lambda: [page.question("joined"), page.sample("joined.sample")],
            "order": lambda: [page.question("order"), page.sample("order.sample")],
            "numbers": page.numbers,
            "dots": lambda: [page.question("dots"), HeadPattern(Pattern.DOTS)],
            "code": lambda: [Code(code_of_page(station_name), (page.question("code"),))],
            "answer": lambda: [Line(speaker.say("answer"), centred=True)],
        },
    )
    edges = HeadPattern(Pattern.EDGES)
    return Sheet(language, (edges, *sheet.parts, edges))


def checks_in_order(template: PaperTemplate) -> tuple[str, ...]:
    """Return the questions as the page numbers them from 1."""
    return tuple(part for part in template.parts if part in CHECKS)


def question(check: str, template: PaperTemplate, station_name: str) -> str:
    """Return what is asked, for the page and for the screen that takes the answer."""
    values = {"text": isolate(code_of_page(station_name))} if check == "code" else {}
    return template.say(check, **values)


def code_of_page(station_name: str) -> str:
    """Return what the page's code says to a phone."""
    return f"SHUBBAK-{station_name}"


class _Page:
    """The page of one station, part by part."""

    def __init__(self, station_name: str, printed_at: datetime, speaker: Speaker) -> None:
        self._station, self._at, self._speaker = station_name, printed_at, speaker

    def printed(self) -> list[Part]:
        printed = self._speaker.moment("printed", self._at, station=isolate(self._station))
        return [Line(printed, Style.NOTE, centred=True)]

    def question(self, check: str) -> Line:
        template = self._speaker.template
        number = isolate(str(checks_in_order(template).index(check) + 1))
        asked = question(check, template, self._station)
        return Line(self._speaker.say("question", number=number, question=asked), Style.SMALL)

    def sample(self, key: str) -> Line:
        return Line(self._speaker.say(key), Style.TITLE, centred=True)

    def numbers(self) -> list[Part]:
        rows = [
            Pair(self._speaker.say(f"numbers.{key}", number=isolate(text)), isolate(text))
            for key, text in NUMBERS.items()
        ]
        return [self.question("numbers"), *rows]
