"""The sheet of an output as a PDF/A with empty places to sign, made from its record each time and kept nowhere."""

from __future__ import annotations

from functools import cache

from shubbak import resources
from shubbak.adapters.paper.typst_engine import TypstEngine
from shubbak.domain.output_form import OutputForm
from shubbak.domain.output_record import OutputRecord
from shubbak.services.output_sheet import record_order
from shubbak.wire.output_said import read_said


def output_pdf(record: OutputRecord) -> bytes:
    """Return the sheet as it was issued; takes a second or two. Raises TypesetError and SaidError for what no page can
    hold, and for what a newer release issued.
    """
    # What signs and reads signatures takes most of a second to load, and few portals' requests ask for it.
    from shubbak.adapters.paper.places_to_sign import with_places_to_sign

    form = resources.load_output_form(record.kind)
    return with_places_to_sign(_pages(record, form), form, len(read_said(record.said).officials))


def sheets_of(record: OutputRecord) -> int:
    """Return how many sheets an output takes; raises as `output_pdf`."""
    from shubbak.adapters.paper.page_pictures import count_pages  # asked for numbered paper alone

    return count_pages(_pages(record, resources.load_output_form(record.kind)))


def _pages(record: OutputRecord, form: OutputForm) -> bytes:
    return _engine().set_pages(record_order(record, form, resources.load_wording()))


@cache
def _engine() -> TypstEngine:
    return TypstEngine(resources.root() / "outputs", resources.root() / "fonts")
