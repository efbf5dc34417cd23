"""Reactions around the pages of a document: taken, taken again, put in order, taken out, excused, bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from shubbak.domain.page import EXCUSE_REASONS, Excuse, Page, PageFault, Scan, alike, other_card
from shubbak.domain.problem import Problem
from shubbak.domain.text import isolate
from shubbak.flow.answers import refresh
from shubbak.flow.context import Context
from shubbak.flow.effects import BindDocument, Effect
from shubbak.flow.events import PageExcused, PageMoved, PageRemoved, PagesTaken
from shubbak.flow.scanning import answer_with_attachments, offered
from shubbak.flow.steps import Step
from shubbak.forms.documents import offered_documents
from shubbak.forms.service import DocumentAlternative, Service

_TWICE, _OTHER_CARD = "page-twice", "page-other-card"
#: Documents that are one card or booklet: whether their pages have one form (a passport may lie open).
_ONE_CARD = {"id_card": True, "passport": False}


def pages_taken(context: Context, event: PagesTaken) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.busy != "document":
        return ()
    before = visit.scans.get(event.need)
    kept = before.pages if before and before.alternative == event.alternative else ()
    at = event.instead if 0 <= event.instead < len(kept) else len(kept)
    pages = (*kept[:at], *event.pages, *kept[at + 1 :])
    asked_by = visit.scanning
    asked = _alternative(context.service, event.need, event.alternative)
    effects = _settle(context, event.need, Scan(event.alternative, _told(pages, asked.kind)))
    if event.stopped:
        context.complain(*visit.problems, Problem(event.stopped, asked_by if visit.step is Step.QUESTIONS else ""))
    return effects


def page_removed(context: Context, event: PageRemoved) -> tuple[Effect, ...]:
    return _changed(context, event.need, event.place, lambda pages: _without(pages, event.place))


def page_moved(context: Context, event: PageMoved) -> tuple[Effect, ...]:
    def moved(pages: tuple[Page, ...]) -> tuple[Page, ...]:
        rest = _without(pages, event.place)
        to = min(max(event.to, 0), len(rest))
        return (*rest[:to], pages[event.place], *rest[to:])

    return _changed(context, event.need, event.place, moved)


def page_excused(context: Context, event: PageExcused) -> tuple[Effect, ...]:
    operator = context.operator or event.operator
    if not operator or event.reason not in EXCUSE_REASONS or (event.reason == "other" and not event.note.strip()):
        return ()

    def excused(pages: tuple[Page, ...]) -> tuple[Page, ...]:
        page = pages[event.place]
        faults = tuple(fault.code for fault in page.faults)
        said = Excuse(event.reason, operator, faults, event.note.strip(), context.clock.now())
        taken = replace(page, excuse=said)
        return (*pages[: event.place], taken, *pages[event.place + 1 :])

    return _changed(context, event.need, event.place, excused)


def scan_problem(service: Service, need: str, scan: Scan) -> Problem | None:
    """Return what keeps the pages of a need from being handed in, the first thing first; None when all is well.

    The code of a page's fault, with the page's number as `page`, or document-pages-few and document-pages-many.
    """
    asked = _alternative(service, need, scan.alternative)
    for number, page in enumerate(scan.pages, 1):
        if not page.settled:
            excused = page.excuse.faults if page.excuse else ()
            fault = next(one for one in page.faults if one.code not in excused)
            return Problem(fault.code, need, {"page": isolate(str(number))})
    if len(scan.pages) < asked.least:
        return Problem("document-pages-few", need, {"count": isolate(str(asked.least))})
    if len(scan.pages) > asked.most:
        return Problem("document-pages-many", need, {"count": isolate(str(asked.most))})
    return None


def _changed(
    context: Context, name: str, place: int, change: Callable[[tuple[Page, ...]], tuple[Page, ...]]
) -> tuple[Effect, ...]:
    """Change the pages behind a tile or a question, where there is such a page and nothing under way."""
    visit = context.visit
    need, alternatives = offered(context, name)
    scan = visit.scans.get(need)
    if visit.busy or not alternatives or scan is None or not 0 <= place < len(scan.pages):
        return ()
    visit.scanning = name
    asked = _alternative(context.service, need, scan.alternative)
    return _settle(context, need, Scan(scan.alternative, _told(change(scan.pages), asked.kind)))


def _settle(context: Context, need: str, scan: Scan) -> tuple[Effect, ...]:
    """Keep the pages, and have them bound once nothing is wrong with them."""
    visit = context.visit
    visit.busy = ""
    visit.scans.pop(need, None)
    visit.attachments.pop(need, None)  # what was bound before is not what these pages are, should binding fail
    answer_with_attachments(context)
    refresh(context)
    if scan.pages:
        visit.scans[need] = scan
        if scan_problem(context.service, need, scan) is None:
            visit.busy = "document"
            return (BindDocument(need, scan.alternative, scan.pages),)
    visit.scanning = ""
    return ()


def _told(pages: tuple[Page, ...], kind: str) -> tuple[Page, ...]:
    """Mark each page that shows what an earlier one shows, or is of another card than those before it."""
    told: list[Page] = []
    for page in pages:
        faults = [fault for fault in page.faults if fault.code not in (_TWICE, _OTHER_CARD)]
        if any(alike(page, earlier) for earlier in told):
            faults.append(PageFault(_TWICE))
        if kind in _ONE_CARD:
            faults += _of_other_card(told, page, shaped=_ONE_CARD[kind])
        told.append(replace(page, faults=tuple(faults)))
    return tuple(told)


def _of_other_card(before: list[Page], page: Page, *, shaped: bool) -> tuple[PageFault, ...]:
    """Return at most one fault; pages that are of another card themselves are no measure for those behind them."""
    own = [one for one in before if all(fault.code != _OTHER_CARD for fault in one.faults)]
    found = [other_card(one, page, shaped=shaped) for one in own]
    return tuple(fault for fault in found if fault is not None)[:1]


def _without(pages: tuple[Page, ...], place: int) -> tuple[Page, ...]:
    return (*pages[:place], *pages[place + 1 :])


def _alternative(service: Service, need: str, alternative: str) -> DocumentAlternative:
    return offered_documents(service)[need][alternative]
