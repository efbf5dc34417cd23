"""What staff said of a printer's test page: which of its questions were answered with no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class PrinterTest:
    """One page that was looked at. printer: its place among the station's, 0 for the usual one. answers: yes or no by
    the check's name, as `services.self_test_sheet` names them.
    """

    printer: int
    at: datetime
    answers: Mapping[str, bool]

    def __post_init__(self) -> None:
        object.__setattr__(self, "answers", MappingProxyType(dict(self.answers)))

    @property
    def failed(self) -> tuple[str, ...]:
        """Which checks were answered with no, in the page's order."""
        return tuple(name for name, well in self.answers.items() if not well)
