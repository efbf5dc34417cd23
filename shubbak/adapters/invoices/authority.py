"""What an invoicer asks of the line to its tax authority; the station gives it one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


class AuthorityAwayError(Exception):
    """Nothing that can be read came back in time. The text names the cause and nothing of the invoice."""


@dataclass(frozen=True, slots=True)
class UntrustedAnswer:
    """An HTTP status with the JSON object that came with it, {} for none."""

    status: int
    untrusted_body: Mapping[str, object] = field(repr=False)


class PostJson(Protocol):
    """One POST with an end and a largest answer."""

    def __call__(
        self, url: str, headers: Mapping[str, str], body: Mapping[str, str], auth: tuple[str, str] | None
    ) -> UntrustedAnswer:
        """Return what came back, whatever its status; raises AuthorityAwayError."""
