"""A receipt asked for in a working thread is drawn in the screen's."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from shubbak.domain.text import Language
from shubbak.ports.printer import Raster
from shubbak.ports.renderer import Line, Sheet
from shubbak.qtkit.background import Background
from shubbak.qtkit.home_renderer import HomeRenderer

SHEET = Sheet(Language.AR, (Line("إيصال"),))


class Noting:
    def __init__(self) -> None:
        self.threads: list[int] = []
        self.broken = False

    def render(self, sheet: Sheet, dots: int) -> Raster:
        self.threads.append(threading.get_ident())
        if self.broken:
            raise ValueError("no such width")
        return Raster(8, 1, b"\x00")


def test_it_is_drawn_at_home_whoever_asks(qtbot: QtBot) -> None:
    noting, heard = Noting(), []
    renderer, background = HomeRenderer(noting), Background()
    background.run(lambda: renderer.render(SHEET, 8), heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    renderer.render(SHEET, 8)
    assert noting.threads == [threading.get_ident()] * 2
    assert background.finish()


def test_a_fault_in_drawing_is_told_to_who_asked(qtbot: QtBot) -> None:
    noting, heard = Noting(), []
    noting.broken = True
    renderer, background = HomeRenderer(noting), Background()

    def ask() -> str:
        try:
            renderer.render(SHEET, 8)
        except ValueError as error:
            return str(error)
        return "drawn"

    background.run(ask, heard.append)
    qtbot.waitUntil(lambda: heard == ["no such width"])
    assert background.finish()
