"""What the issuing pages say, and the few shapes of HTML that they share."""

from __future__ import annotations

from datetime import date, datetime
from html import escape

from portal.web.page_frame import wording
from portal.web.spoken_time import spoken_time
from portal.web.staff_frame import Voice
from shubbak.domain.months import month_name
from shubbak.domain.text import isolate, paragraph

CASES = "/staff/cases"


def told(voice: Voice, key: str, **params: str) -> str:
    """Return a sentence of the issuing pages, not yet escaped."""
    return wording().say(f"issuing.{key}", voice.language, **params)


def html(voice: Voice, key: str, **params: str) -> str:
    """Return a sentence as HTML."""
    return written(voice, told(voice, key, **params))


def written(voice: Voice, text: str) -> str:
    """Return any text as HTML that begins on this language's side."""
    return escape(paragraph(text, voice.language))


def day_text(voice: Voice, day: date | None, country: str) -> str:
    """Return the last day in words."""
    if day is None:
        return told(voice, "no_end")
    month = month_name(day.month, country).say(voice.language)
    return f"{isolate(str(day.day))} {month} {isolate(str(day.year))}"


def time_text(voice: Voice, at: datetime, country: str) -> str:
    """Return a time on the country's clock."""
    return spoken_time(at, country).say(voice.language)


def facts_html(voice: Voice, rows: list[tuple[str, str]]) -> str:
    """Return labels and values as a list of terms; both are plain texts, what is empty stands nowhere."""
    told_rows = [
        f"<div><dt>{escape(label)}</dt><dd>{written(voice, value)}</dd></div>" for label, value in rows if value
    ]
    return f"<dl>{''.join(told_rows)}</dl>" if told_rows else ""


def table_html(voice: Voice, columns: tuple[str, ...], rows: list[list[str]]) -> str:
    """Return a table of plain texts under the words of its columns."""
    names = [html(voice, column) for column in columns]
    heads = "".join(f'<th scope="col">{name}</th>' for name in names)
    lines = "".join(
        "<tr>"
        + "".join(f'<td data-name="{name}">{written(voice, text)}</td>' for name, text in zip(names, row, strict=True))
        + "</tr>"
        for row in rows
    )
    return f'<div class="table"><table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>'


def to_case(voice: Voice, case: str) -> str:
    """Return the way back to the case."""
    return f'<p><a href="{voice.href(f"{CASES}/{case}")}">{html(voice, "to_case")}</a></p>'
