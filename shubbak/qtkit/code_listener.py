"""Listens to a code reader on a line of its own, and brings what it reads to the screen's thread."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Signal, Slot

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
        self._wanted = threading.Event()
        self._line = threading.Lock()
        #: The screen's thread has what was read last: a reader that never stops must not fill its queue meanwhile.
        self._taken = threading.Event()
        self._taken.set()
        self.read.connect(self._take)
        self._thread = threading.Thread(target=self._listen, name="code reader", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the wait for a code that is under way."""
        self._over.set()
        self._taken.set()
        if self._thread.is_alive():
            self._thread.join(2 * _PATIENCE)

    @contextlib.contextmanager
    def lent(self) -> Iterator[None]:
        """Leave the line to the calling thread, within the wait that is under way: two cannot have it at once."""
        self._wanted.set()
        try:
            with self._line:
                yield
        finally:
            self._wanted.clear()

    @Slot()
    def _take(self) -> None:
        self._taken.set()

    def _listen(self) -> None:
        while not self._over.is_set():
            with self._line:
                self._hear()
            self._over.wait(_AGAIN)

    def _hear(self) -> None:
        """Read codes until the reader fails, somebody else wants it, or the end."""
        reader = self._open()
        with contextlib.suppress(CodeReaderError):
            while not self._over.is_set() and not self._wanted.is_set():
                text = reader.next_code(_PATIENCE) if self._taken.wait(_PATIENCE) else ""
                if text:
                    self._taken.clear()
                    self.read.emit(text)
        reader.close()
