"""Whether a station may take new work: what stands in the way, and what will soon."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """WARNING: staff should act. CLOSED: no new work; what is finished is kept and sent all the same."""

    WARNING = "warning"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing about the station. code: kebab-case, its sentence for staff stands in `problem.yaml` under the same
    key, a closing one's for the citizen under `kiosk.closed.why`. params: what the sentence names, as text.
    """

    code: str
    level: Level
    params: Mapping[str, str] = dataclasses.field(default_factory=dict)


def closing(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """Return those that forbid new work."""
    return tuple(one for one in conditions if one.level is Level.CLOSED)
