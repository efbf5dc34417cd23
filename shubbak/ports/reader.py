"""A reader of identity documents: from an image to what its machine-readable zone says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from shubbak.domain.identity import IdentityDocument
from shubbak.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found: the zone's lines, the document when all check digits hold, or the problems that say why not.

    problems use: image-unreadable, image-too-large, image-blurred, mrz-not-found, mrz-check-digit. `ms` is the time
    taken.
    """

    lines: tuple[str, ...]
    document: IdentityDocument | None
    problems: tuple[Problem, ...]
    ms: float


class DocumentReader(Protocol):
    """Reads identity documents; never raises on bad input, a bad image is a Reading with problems."""

    def read(self, untrusted_image: bytes) -> Reading: ...
