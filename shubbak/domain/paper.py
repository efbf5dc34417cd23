"""The paper of a receipt: whether it is owed, under way, out of the printer for sure, or nobody knows."""

from __future__ import annotations

from enum import StrEnum

from shubbak.domain.copy_mark import CopyMark, CopyReason


class PaperState(StrEnum):
    """The fate of a receipt's last print.

    OWED: none was begun, so nothing can have come out. PRINTING: one was begun and has not ended. PRINTED: the printer
    answered behind the last strip. UNSURE: it began and never ended well (a crash, silence, a dead printer), and
    anything from nothing to the whole paper may have come out.
    """

    OWED = "owed"
    PRINTING = "printing"
    PRINTED = "printed"
    UNSURE = "unsure"


#: What somebody still waits for.
OUTSTANDING = (PaperState.OWED, PaperState.PRINTING, PaperState.UNSURE)


def next_mark(state: PaperState, prints: int, reason: CopyReason | None) -> CopyMark | None:
    """Return how the next print is marked, None for the first. prints: how many were begun; reason: the operator's,
    which counts where the last one came out for sure.
    """
    if not prints:
        return None
    return CopyMark(prints, reason if state is PaperState.PRINTED and reason is not None else CopyReason.UNSURE)
