"""What makes a scanned page fit to travel: decoded, judged, stripped of everything but the picture."""

from __future__ import annotations

from typing import Protocol

from shubbak.domain.problem import Problem


class PageCleaner(Protocol):
    """Turns an untrusted image into a plain JPEG; never raises on bad input."""

    def clean(self, untrusted_image: bytes) -> bytes | Problem:
        """Return the page as JPEG without metadata (place, camera, thumbnails), or image-unreadable, image-too-large or
        page-blank.
        """
