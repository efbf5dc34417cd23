"""`shubbak portal take`: packets that stations sent on a USB stick, taken in and answered on the same stick."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from shubbak import resources
from shubbak.adapters.system.stick_folder import StickFolder
from shubbak.domain.text import Language, isolate
from shubbak.domain.wording import Wording
from shubbak.ports.stick import StickError

if TYPE_CHECKING:
    from portal.assembly import Portal
    from portal.cases.take_stick import StickLine


def take(portal: Portal, stick: Path) -> int:
    """Take a stick in and print one line a packet, then the sum in both languages; returns 0 when all of it was taken,
    1 when not.
    """
    from portal.cases.take_stick import take_stick

    wording, taken, others = resources.load_wording(), 0, 0
    try:
        for line in take_stick(portal, StickFolder(stick)):
            print(_row(line, wording), flush=True)
            taken, others = (taken + 1, others) if line.case else (taken, others + 1)
    except StickError as error:
        _say(wording, f"problem.{error.code}", sys.stderr)
        return 1
    if not taken and not others:
        _say(wording, "carry.empty")
        return 1
    _say(wording, "carry.taken", count=isolate(str(taken)), others=isolate(str(others)))
    return 1 if others else 0


def _row(line: StickLine, wording: Wording) -> str:
    """station, packet, case or code, and why in English, as the portal's other tables for its staff."""
    cells = [line.station, line.packet_id or "-", line.case or line.code]
    if line.code:
        key, known = f"problem.{line.code}", wording.keys()
        cells.append(wording.say(key, Language.EN) if key in known else "")
    return "  ".join([*cells, "answered" if line.answered else "no answer written"]).strip()


def _say(wording: Wording, key: str, stream: TextIO | None = None, **params: str) -> None:
    for language in (Language.EN, Language.AR):
        print(wording.say(key, language, **params), file=stream)
