"""Pages taken whole and unjudged, and bound as they are."""

from __future__ import annotations

import io
from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image

from shubbak.adapters.scan.page_cleaner import JpegPageCleaner
from shubbak.domain.page import Page
from shubbak.domain.problem import Problem


class PlainPageTaker:
    """Implements ports.pages.PageTaker: one picture is one page, and nothing is wrong with it."""

    def take(self, untrusted_body: bytes, kind: str) -> tuple[Page, ...] | Problem:
        body = JpegPageCleaner().clean(untrusted_body)
        if isinstance(body, Problem):
            return body
        height, width = cv2.imdecode(np.frombuffer(body, np.uint8), cv2.IMREAD_GRAYSCALE).shape[:2]  # type: ignore[union-attr]
        return (Page(body, width, height),)


class PlainPageBinder:
    """Implements ports.pages.PageBinder."""

    def pack(self, page: Page) -> bytes:
        return self.bind([page])

    def bind(self, pages: Sequence[Page]) -> bytes:
        first, *rest = (Image.open(io.BytesIO(page.body)) for page in pages)
        bound = io.BytesIO()
        first.save(bound, "PDF", save_all=True, append_images=rest)
        return bound.getvalue()
