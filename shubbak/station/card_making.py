"""A staff card made at the machine itself: drawn into a file first, and valid only once the file is whole."""

from __future__ import annotations

import os
from pathlib import Path

from shubbak import resources
from shubbak.adapters.system.operator_file import OperatorFile
from shubbak.adapters.system.station_home import station_home
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.domain.problem import Problem
from shubbak.domain.staff_card import SECRET_BYTES, card_text, card_verifier
from shubbak.domain.text import Language, Text
from shubbak.ports.operators import OperatorsError
from shubbak.station.identity import read_office


def make_card(folder: str, name: str, out: Path) -> Problem | None:
    """Draw a new card for an operator into a new file of mode 0600 and make it theirs, in place of any other.

    A Problem for a name that is not on the list. Raises OperatorsError, StationClosed, and OSError for a file that
    exists or cannot be written: then the card before is still good.
    """
    home, clock = station_home(folder), SystemClock()
    operators = OperatorFile(home.operators, clock)
    written = operators.written_name(name)
    if not written:
        return Problem("operator-unknown")
    text = card_text(clock.random_bytes(SECRET_BYTES))
    picture = _drawn(text, written, read_office(home.folder).office)
    with os.fdopen(os.open(out, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600), "wb") as file:
        try:
            file.write(picture)
            file.flush()
            os.fsync(file.fileno())
            problem = operators.keep_card(written, card_verifier(text))
        except (OSError, OperatorsError):
            out.unlink()  # a card that opens nothing would be printed
            raise
    if problem is not None:
        out.unlink()
    return problem


def _drawn(text: str, name: str, office: Text) -> bytes:
    # Qt takes a while to load, and no other verb about operators needs it.
    from PySide6.QtGui import QGuiApplication

    from shubbak.qtkit.staff_card import staff_card_png

    application = QGuiApplication.instance() or QGuiApplication(["shubbak", "-platform", "offscreen"])
    wording = resources.load_wording()
    title = Text(*(wording.say("office.operator.card_title", language) for language in (Language.AR, Language.EN)))
    try:
        return staff_card_png(text, title, name, office)
    finally:
        del application
