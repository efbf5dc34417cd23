"""A photo that is taken or scanned as an answer, such as one of the shop's front."""

from __future__ import annotations

from shubbak.fields.document import DocumentKind


class PhotoKind(DocumentKind):
    """Answered and kept as a `document` is; people are asked for a picture instead of a page."""

    name = "photo"
    missing = "answer-photo-missing"


KIND = PhotoKind()
