"""Listens to a code reader on a line of its own, and brings what it reads to the screen's thread."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from shubbak.ports.code_reader import CodeReader, CodeReaderError

#: Seconds of one wait for a code, and between two tries to find a reader that is gone.
_PATIENCE, _AGAIN = 1.0, 3.0


class CodeListener(QObject):
    """read(text): an untrusted code, in the screen's thread. One that is unplugged is looked for until it is back."""

    read = Signal(str)

    def __init__(self, open_reader: Callable[[], CodeReader]) -> None:
        super().__init__()
        self._open = open_reader
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="code reader", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the wait for a code that is under way."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(2 * _PATIENCE)

    def _listen(self) -> None:
        while not self._over.is_set():
            reader = self._open()
            with contextlib.suppress(CodeReaderError):
                while not self._over.is_set():
                    text = reader.next_code(_PATIENCE)
                    if text:
                        self.read.emit(text)
            reader.close()
            self._over.wait(_AGAIN)
