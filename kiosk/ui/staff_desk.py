"""What staff mode needs of the station, without knowing how any of it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from shubbak.domain.problem import Problem
from shubbak.domain.readiness import Condition
from shubbak.ports.operators import Operator
from shubbak.ports.store import OutboxItem
from shubbak.services.key_since import SigningKey
from shubbak.services.staff_door import ShownCard

# Types alone: a kiosk's first picture does not wait for what reads and writes sticks.
if TYPE_CHECKING:
    from shubbak.services.carrying import CarriedIn, CarriedOut

#: What a stick's task brings home; a text is the store's code.
Carried: TypeAlias = "CarriedOut | CarriedIn | str"


@dataclass(frozen=True, slots=True)
class StaffSheet:
    """What one look found. printer, report, store: problem codes, "" where all is well. sticks: the names of the USB
    sticks that are in. key: that the station signs with.
    """

    now: datetime
    items: tuple[OutboxItem, ...] = ()
    conditions: tuple[Condition, ...] = ()
    last_contact: datetime | None = None
    catalogue_version: int = 0
    printer: str = ""
    report: str = ""
    store: str = ""
    sticks: tuple[str, ...] = ()
    key: SigningKey | None = None


@dataclass(frozen=True, slots=True)
class StaffDesk:
    """Blocking verbs, called off the screen's thread. enter takes a PIN and the card shown before it; show_card
    what a card's code says; send_now packet ids; confirm_clock and left the operator's name; carry_out and carry_home a
    stick's name. country: as in `Place`.
    """

    station: str
    country: str
    program_version: str
    enter: Callable[[str, ShownCard | None], Operator | Problem]
    show_card: Callable[[str], ShownCard | Problem]
    scan_card: Callable[[], ShownCard | Problem]
    look: Callable[[], StaffSheet]
    send_now: Callable[[tuple[str, ...]], None]
    confirm_clock: Callable[[str], None]
    left: Callable[[str], object]
    carry_out: Callable[[str], Carried]
    carry_home: Callable[[str], Carried]
