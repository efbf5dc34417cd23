"""The page of one service, to which its printed guide leads: what it gives, needs, costs, and how it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from portal.api.descriptions import portal_of
from portal.assembly import Portal
from portal.cases.published_catalogue import published_catalogue
from portal.store.catalogue_store import latest_mark
from portal.web.page_frame import both, page, wording
from shubbak.domain.calendar import local_date
from shubbak.domain.text import Language, Text
from shubbak.forms.guide import Guide, guide
from shubbak.forms.guide_fees import GuideFee
from shubbak.forms.service import Service

ROUTER = APIRouter(include_in_schema=False)


@ROUTER.get("/services/{service_id}")
async def get_service(request: Request, service_id: str) -> Response:
    """Show a service of the catalogue that is published now."""
    portal = portal_of(request)
    service = await run_in_threadpool(_published, portal, service_id)
    if service is None:
        missing = page(_word("missing"), both(_word("missing"), "h1"))
        missing.status_code = 404
        return missing
    today = local_date(portal.now(), service.country)
    arabic, english = (guide(service, wording(), language, today) for language in (Language.AR, Language.EN))
    return page(service.name, _Sheet(arabic, english).html())


def _published(portal: Portal, untrusted_id: str) -> Service | None:
    with portal.database.read() as connection:
        latest = latest_mark(connection)
    catalogue = published_catalogue(portal, latest[0]) if latest else None
    return catalogue.services.get(untrusted_id) if catalogue else None


def _word(key: str) -> Text:
    return wording().text(f"guide.{key}")


class _Sheet:
    """The guide in both languages, part by part."""

    def __init__(self, arabic: Guide, english: Guide) -> None:
        self._arabic, self._english = arabic, english

    def html(self) -> str:
        head = both(self._text(lambda told: told.name), "h1") + both(self._text(lambda told: told.summary))
        facts = "".join(
            _row(_word(key), self._text(of))
            for key, of in (
                ("get", lambda told: told.output),
                ("validity", lambda told: told.validity),
                ("duration", lambda told: told.duration),
                ("where", lambda told: told.listed(told.channels)),
                ("complaints", lambda told: told.phone),
            )
        )
        parts = [
            self._list("bring", lambda told: [_noted(line.text, line.note) for line in told.documents], "nothing"),
            self._list("who", lambda told: told.eligibility),
            self._fees(),
            both(_word("final")) if self._arabic.fees else "",
            both(_word("indicative_note")) if self._arabic.indicative else "",
            self._list("steps", lambda told: [_noted(line.text, line.note) for line in told.steps], ordered=True),
            self._list("law", lambda told: told.laws),
            both(self._text(lambda told: told.owner)),
            both(self._text(lambda told: f"{told.version}. {told.verified}".strip(" ."))),
        ]
        return f"{head}<dl>{facts}</dl>{''.join(parts)}"

    def _fees(self) -> str:
        parts = [both(_word("cost"), "h2")] + ([] if self._arabic.fees else [both(_word("free"))])
        for arabic, english in zip(self._arabic.fee_parts, self._english.fee_parts, strict=True):
            parts += [both(Text(arabic.due, english.due), "h3")] if arabic.due else []
            pairs = zip(arabic.fees, english.fees, strict=True)
            lines = (Text(_fee(self._arabic, first), _fee(self._english, second)) for first, second in pairs)
            parts.append(f"<ul>{''.join(f'<li>{both(line)}</li>' for line in lines)}</ul>")
        return "".join(parts)

    def _text(self, of: Callable[[Guide], str]) -> Text:
        return Text(of(self._arabic), of(self._english))

    def _list(self, key: str, of: Callable[[Guide], Sequence[str]], none: str = "", *, ordered: bool = False) -> str:
        lines = [Text(*pair) for pair in zip(of(self._arabic), of(self._english), strict=True)]
        if not lines and not none:
            return ""
        tag = "ol" if ordered else "ul"
        items = "".join(f"<li>{both(line)}</li>" for line in lines)
        return both(_word(key), "h2") + (f"<{tag}>{items}</{tag}>" if lines else both(_word(none)))


def _row(key: Text, value: Text) -> str:
    if not value.ar:
        return ""
    return (
        f'<div class="row"><dt>{escape(key.ar)} <span class="en" lang="en" dir="ltr">{escape(key.en)}</span></dt>'
        f'<dd>{escape(value.ar)} <div class="en" lang="en" dir="ltr">{escape(value.en)}</div></dd></div>'
    )


def _noted(text: str, note: str) -> str:
    return f"{text} ({note})" if note else text


def _fee(told: Guide, fee: GuideFee) -> str:
    marks = (_word("indicative").say(told.language),) if fee.indicative else ()
    return _noted(f"{fee.label}: {told.listed(fee.figures)}", told.listed((*fee.notes, *marks)))
