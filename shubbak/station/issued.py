"""What prints licences at a counter: the station's store, its portal, and the typesetter and printer of its plans."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from shubbak.domain.problem import Problem
from shubbak.domain.retention import Kept
from shubbak.domain.wording import Wording
from shubbak.ports.clock import Clock
from shubbak.ports.issued import IssuedShelf, OutputSource
from shubbak.resources import load_output_form, load_retention
from shubbak.services.issued_print import IssuedDesk
from shubbak.services.paper_proof import PaperProof

if TYPE_CHECKING:
    from shubbak.services.plan_issue import PlanDesk

#: Of the picture on the counter's screen, in dots an inch: small print can be read on it.
_DOTS = 96


def issued_desk(
    shelf: IssuedShelf,
    source: OutputSource,
    plans: PlanDesk | None,
    wording: Wording,
    clock: Clock,
    prove: Callable[[str], PaperProof | Problem | None],
    country: str,
) -> IssuedDesk | None:
    """Return what prints licences here, None for a station without a page printer; country: whose rules of
    retention hold.
    """
    if plans is None:
        return None
    return IssuedDesk(
        shelf=shelf,
        source=source,
        printer=plans.printer,
        typesetter=plans.typesetter,
        wording=wording,
        clock=clock,
        form=load_output_form,
        prove=prove,
        draw=first_page,
        kept=timedelta(days=load_retention()[country][Kept.LICENCE].days or 0),
        pages=page_count,
    )


def first_page(pdf: bytes) -> bytes:
    """Return the first page of a PDF of ours as PNG."""
    # Drawing takes its time to be imported: only for whoever looks at a page.
    from io import BytesIO

    from shubbak.adapters.paper.page_pictures import page_pictures

    png = BytesIO()
    next(iter(page_pictures(pdf, _DOTS))).save(png, "PNG")
    return png.getvalue()


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF of ours has."""
    from shubbak.adapters.paper.page_pictures import count_pages

    return count_pages(pdf)
