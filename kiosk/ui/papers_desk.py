"""What the receipts' page of staff mode needs of the station, without knowing how any of it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

# Types alone: a kiosk's first picture does not wait for what only staff need.
if TYPE_CHECKING:
    from shubbak.domain.copy_mark import CopyReason
    from shubbak.ports.paper import PaperLine
    from shubbak.services.receipt_papers import PrintOutcome


@dataclass(frozen=True, slots=True)
class PapersDesk:
    """Blocking verbs, called off the screen's thread.

    look: what is outstanding and what was printed today, or the store's code. print takes an application's id, the
    operator's reason and the printer's place. printers: their names, the usual one first. country: as in `Place`.
    """

    look: Callable[[], tuple[PaperLine, ...] | str]
    print: Callable[[str, CopyReason | None, int], PrintOutcome]
    printers: tuple[str, ...]
    country: str
