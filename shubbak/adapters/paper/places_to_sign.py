"""Puts the places where officials sign into a page as signature fields, which any PAdES signer fills."""

from __future__ import annotations

import io

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from shubbak.domain.output_form import OutputForm, SignaturePlace

_POINTS = 72 / 25.4


class ArchivedPdfWriter(IncrementalPdfFileWriter):
    """Appends to a PDF/A without touching its metadata, for whoever signs one.

    pyHanko reads the metadata and writes it anew, and loses what PDF/A asks to be declared in it.
    """

    def __init__(self, pdf: bytes) -> None:
        super().__init__(io.BytesIO(pdf))

    def _update_meta(self) -> None:
        pass


def with_places_to_sign(pdf: bytes, form: OutputForm, officials: int) -> bytes:
    """Return a PDF of ours with `official-1`, `official-2`… on its last page, as many as sign and find a place."""
    writer = ArchivedPdfWriter(pdf)
    for number, place in enumerate(form.signatures[:officials], 1):
        field = SigFieldSpec(f"official-{number}", on_page=-1, box=_box(place), empty_field_appearance=True)
        append_signature_field(writer, field)
    signed = io.BytesIO()
    writer.write(signed)  # type: ignore[no-untyped-call]
    return signed.getvalue()


def _box(place: SignaturePlace) -> tuple[int, int, int, int]:
    """Return left, bottom, right and top in points."""
    edges = (place.left, place.bottom, place.left + place.width, place.bottom + place.height)
    left, bottom, right, top = (round(edge * _POINTS) for edge in edges)
    return left, bottom, right, top
