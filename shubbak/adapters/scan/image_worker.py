"""The image process: looks at images for a station, one errand after another, and ends with its visit.

In a process of its own, so that the screen keeps moving while an image is read, a decoder that falls over an image
takes nobody along, and what it held in memory is gone with it.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from shubbak.adapters.scan.image_messages import Errand, read_frame
from shubbak.adapters.scan.pipes import sent
from shubbak.domain.problem import Problem
from shubbak.resources import load_document_kinds

if TYPE_CHECKING:
    from shubbak.adapters.scan.mrz_reader import MrzReader
    from shubbak.adapters.scan.seen_card import SeenCard
    from shubbak.ports.pages import PageBinder, PageTaker

#: Address space; the libraries themselves map about one and a half gigabytes of it.
_MEMORY = 6 << 30


class ImageWorker:
    """Does errands; its tools are made at the first use of each."""

    def __init__(self) -> None:
        self._today = date(2000, 1, 1)

    def do(self, errand: Errand) -> Any:
        """Return what the errand brings, as msgspec can write it."""
        if errand.today:
            self._today = date.fromisoformat(errand.today)
        verbs: dict[str, Callable[[], Any]] = {
            "read": lambda: self._reader.read_alone(errand.untrusted_body),
            "cards": lambda: _cards(errand.untrusted_body, self._reader),
            "take": lambda: self._taker.take(errand.untrusted_body, errand.kind),
            "portrait": lambda: _portrait(errand.untrusted_body),
            "face": lambda: _face(errand.untrusted_body),
            "pack": lambda: self._binder.pack(errand.pages[0]),
            "bind": lambda: self._binder.bind(errand.pages),
            "codes": lambda: _codes(errand.untrusted_body),
        }
        return verbs[errand.verb]()

    @cached_property
    def _reader(self) -> MrzReader:
        from shubbak.adapters.scan.mrz_reader import MrzReader

        return MrzReader(lambda: self._today)

    @cached_property
    def _taker(self) -> PageTaker:
        from shubbak.adapters.scan.file_pages import FilePageTaker
        from shubbak.adapters.scan.page_taker import JudgingPageTaker

        return FilePageTaker(JudgingPageTaker(load_document_kinds(), self._card))

    @cached_property
    def _binder(self) -> PageBinder:
        from shubbak.adapters.scan.binding.pdf_binder import PdfBinder

        return PdfBinder()

    def _card(self, image: bytes) -> SeenCard:
        from shubbak.adapters.scan.seen_card import seen_card

        return seen_card(self._reader.read(image), self._today)

    def warm(self) -> None:
        """Load what the first card will need, while its holder still chooses a service."""
        self._reader.warm()


def _portrait(untrusted_body: bytes) -> bytes:
    from shubbak.adapters.scan.card_portrait import card_portrait
    from shubbak.adapters.scan.page_taker import JudgingPageTaker

    return card_portrait(untrusted_body, JudgingPageTaker(load_document_kinds()))


def _face(untrusted_body: bytes) -> bytes:
    from shubbak.adapters.scan.card_portrait import plain_face

    return plain_face(untrusted_body)


def _cards(untrusted_body: bytes, reader: MrzReader) -> Any:
    from shubbak.adapters.scan.lying_cards import lying_cards

    return lying_cards(untrusted_body, reader)


def _codes(untrusted_body: bytes) -> Any:
    from shubbak.adapters.scan.bar_codes import read_bar_codes

    codes = read_bar_codes(untrusted_body)
    return codes if isinstance(codes, Problem) else tuple(code.untrusted_text for code in codes)


def main() -> int:
    """Serve until the station closes the pipe; nothing is written anywhere else."""
    _bound_itself()
    questions, answers = sys.stdin.buffer, os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints must not break the frames
    worker = ImageWorker()
    worker.warm()
    with contextlib.suppress(BrokenPipeError):
        while frame := read_frame(questions):
            sent(answers, msgspec.msgpack.encode(worker.do(msgspec.msgpack.decode(frame, type=Errand))))
    return 0


def _bound_itself() -> None:
    """No core file could hold a card, and a hostile image takes no more memory than this."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    sys.exit(main())
