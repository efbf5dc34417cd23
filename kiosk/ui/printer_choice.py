"""The printers that staff may choose from, in words."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.ui.screen_model import ScreenModel
from shubbak.domain.text import isolate_name


def printer_choice(model: ScreenModel, names: Sequence[str]) -> list[str]:
    """Return the usual printer and the others; none where there is but one. names: as configured, the usual first."""
    others = [model.say("paper.printer.other", name=isolate_name(name)) for name in names[1:]]
    return [model.say("paper.printer.usual"), *others] if others else []
