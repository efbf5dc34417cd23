"""Receipts are drawn in the screen's thread, whoever asks: Qt's fonts are then never used by two threads at once."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from shubbak.ports.printer import PrintHead, Raster
from shubbak.ports.renderer import ReceiptRenderer, Sheet

#: Seconds that a busy screen may take before a receipt counts as not drawn; drawing takes some 20 milliseconds.
PATIENCE = 30.0


class HomeRenderer(QObject):
    """A `ReceiptRenderer` made in the screen's thread; `render` may be called from any other and waits for the drawing.

    Raises TimeoutError when the screen's thread does not come to it.
    """

    _asked = Signal(object)

    def __init__(self, renderer: ReceiptRenderer) -> None:
        super().__init__()
        self._renderer = renderer
        self._asked.connect(self._draw, Qt.ConnectionType.QueuedConnection)

    def render(self, sheet: Sheet, dots: PrintHead | int) -> Raster:
        if QThread.currentThread() is self.thread():
            return self._renderer.render(sheet, dots)
        drawn: Future[Raster] = Future()
        self._asked.emit((sheet, dots, drawn))
        return drawn.result(PATIENCE)

    @Slot(object)
    def _draw(self, asked: tuple[Any, ...]) -> None:
        sheet, dots, drawn = asked
        try:
            drawn.set_result(self._renderer.render(sheet, dots))
        except Exception as bug:  # noqa: BLE001 - raised where the receipt was asked for
            drawn.set_exception(bug)
