"""Pages of ours as pictures, for screens and web pages; what others made is opened in the image process alone."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
from PIL.Image import Image

_POINTS_AN_INCH = 72


def page_pictures(pdf: bytes, dots_an_inch: int) -> Iterator[Image]:
    """Draw each page of a PDF that a typesetter of ours made."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield page.render(scale=dots_an_inch / _POINTS_AN_INCH).to_pil()


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF has that a typesetter of ours made."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)
