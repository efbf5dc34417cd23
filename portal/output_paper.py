"""The sheet of an output as a PDF/A with empty places to sign, made from its record each time and kept nowhere."""

from __future__ import annotations

from functools import cache

from shubbak import resources
from shubbak.adapters.paper.code_picture import code_svg
from shubbak.adapters.paper.typst_engine import TypstEngine
from shubbak.domain.output_record import OutputRecord
from shubbak.services.issued_sheet import record_order


def output_pdf(record: OutputRecord) -> bytes:
    """Return the sheet as it was issued; takes a second or two. Raises TypesetError for what no page can hold."""
    # What signs and reads signatures takes most of a second to load, and few portals' requests ask for it.
    from shubbak.adapters.paper.places_to_sign import with_places_to_sign

    form = resources.load_output_form(record.issued.kind)
    page = _engine().set_pages(record_order(record, form, resources.load_wording(), code_svg))
    return with_places_to_sign(page, form, len(record.issued.officials))


@cache
def _engine() -> TypstEngine:
    return TypstEngine(resources.root() / "outputs", resources.root() / "fonts")
