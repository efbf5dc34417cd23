"""What a visit asks of scanner and camera: the identity read, pages taken and judged, a document bound."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date

from shubbak.domain.application import Attachment
from shubbak.domain.page import Page
from shubbak.domain.problem import Problem
from shubbak.flow import events
from shubbak.flow.effects import BindDocument, ReadChip, ReadIdentity, ScanDocument
from shubbak.forms.service import MOST_PAGES
from shubbak.ports.camera import Camera
from shubbak.ports.chip import ChipReader
from shubbak.ports.code_reader import CodeFinder
from shubbak.ports.pages import ImageRoom, PageBinder, PageTaker, PortraitFinder
from shubbak.ports.paper import StandingPrinter
from shubbak.ports.printer import ReceiptPrinter
from shubbak.ports.reader import CardSorter, DocumentReader, Reading
from shubbak.ports.renderer import ReceiptRenderer
from shubbak.ports.scanner import ScanArea, ScannedImage, Scanner, ScannerError, ScanWish
from shubbak.ports.terminal import PaymentTerminal
from shubbak.services.chip_effects import read_chip
from shubbak.services.frame_vote import FrameVote

#: A card or a passport lies on the glass, whatever the scanner's own settings say of its feeder.
_CARD = ScanWish(area=ScanArea.CARD)
_SEVERAL = Problem("mrz-several")


@dataclass(frozen=True, slots=True)
class Devices:
    """What stands around one station. images: where images are looked at, when that is apart from the screen.
    portraits: who finds the holder's picture on a document; None where nobody would compare it. other_printers: to
    which staff may send a receipt that the usual one does not print. sorter: who tells several documents on one picture
    apart; None where one must lie alone. chip: None where no chips are read. codes: who reads a staff card's code on
    the scanner; None where none lies there.
    """

    card_scanner: Scanner
    document_scanner: Scanner
    reader: DocumentReader
    pages: PageTaker
    binder: PageBinder
    terminal: PaymentTerminal
    printer: ReceiptPrinter
    renderer: ReceiptRenderer
    images: ImageRoom | None = None
    portraits: PortraitFinder | None = None
    printer_name: str = ""
    other_printers: tuple[StandingPrinter, ...] = ()
    sorter: CardSorter | None = None
    chip: ChipReader | None = None
    codes: CodeFinder | None = None

    @property
    def printers(self) -> tuple[StandingPrinter, ...]:
        """Every printer that a receipt may come out of, the usual one first."""
        return (StandingPrinter(self.printer_name, self.printer), *self.other_printers)

    def leave(self) -> None:
        """The visit is over: end a scan that is still under way, which would keep the next visitor waiting, and let go
        of what was seen. Does not block.
        """
        for scanner in (self.card_scanner, self.document_scanner):
            scanner.cancel()
        self.stop_chip()
        if self.images is not None:
            self.images.forget()

    def stop_chip(self) -> None:
        """Wait for no chip any more. Does not block."""
        if self.chip is not None:
            self.chip.cancel()


@dataclass(frozen=True, slots=True)
class ScanEffects:
    """The eyes of a visit; `today` says the local date."""

    devices: Devices
    today: Callable[[], date]

    def perform(self, effect: ReadIdentity | ReadChip | ScanDocument | BindDocument) -> events.Event:
        """Do one effect; blocking. A scanner's error comes back as an event."""
        try:
            match effect:
                case ReadIdentity(portrait):
                    return self._read_identity(portrait)
                case ReadChip():
                    return read_chip(effect, self.devices.chip, self.devices.portraits)
                case ScanDocument():
                    return self._scan(effect)
                case BindDocument(need, alternative, pages):
                    return self._bind(need, alternative, pages)
        except ScannerError as error:
            return events.ScanFailed(error.code)

    def _read_identity(self, portrait: bool) -> events.Event:
        scanner = self.devices.card_scanner
        if isinstance(scanner, Camera):
            reading, untrusted_image = self._read_frames(scanner)
        else:
            untrusted_image = scanner.scan().untrusted_body
            reading = self.devices.reader.read(untrusted_image)
        if _SEVERAL in reading.problems and self.devices.sorter is not None:
            cards = self.devices.sorter.cards(untrusted_image)
            if len(cards) > 1:  # else nobody can say what the others are: the sentence asks for one alone
                return events.CardsSeen(cards if portrait else tuple(replace(one, portrait=b"") for one in cards))
        finder = self.devices.portraits if portrait and (reading.document or reading.likely) else None
        return events.IdentityRead(reading, finder.portrait(untrusted_image) if finder else b"")

    def _read_frames(self, camera: Camera) -> tuple[Reading, bytes]:
        """Read frame after frame until they are certain together, or a person has to settle what all of them leave in
        doubt; late, say what the last of them lacked.
        """
        vote = FrameVote(self.today)
        seen: tuple[Reading, bytes] | None = None
        try:
            with closing(camera.frames()) as frames:
                for frame in frames:
                    judged = vote.take(self.devices.reader.read(frame.untrusted_body))
                    reading = judged.reading
                    if seen is None or seen[0].likely is None or reading.lines or _SEVERAL in reading.problems:
                        seen = (reading, frame.untrusted_body)
                    if judged.certain or _SEVERAL in reading.problems:
                        break  # of two cards no further frame makes one
                    if judged.full and reading.likely is not None:
                        break
        except ScannerError as error:
            if seen is None or error.code != "scanner-slow":
                raise
        if seen is None:
            raise ScannerError("scanner-slow")
        return seen

    def _scan(self, effect: ScanDocument) -> events.Event:
        """Take what lies there: a pile, or one page in place of another. What came before a pile got stuck counts."""
        taken: list[Page] = []
        problem = ""
        try:
            with closing(self._images(effect)) as images:
                for image in images:
                    pages = self.devices.pages.take(image.untrusted_body, effect.kind)
                    if isinstance(pages, Problem):
                        problem = problem or pages.code
                        continue
                    taken += (replace(page, packed=self.devices.binder.pack(page)) for page in pages)
                    if len(taken) > MOST_PAGES:
                        break
        except ScannerError as error:
            problem = error.code
        if not taken:
            return events.ScanFailed(problem or "scanner-empty")
        stopped = problem if problem != "page-blank" else ""  # blank sides of a pile are left out without a word
        return events.PagesTaken(effect.need, effect.alternative, tuple(taken), effect.instead, stopped)

    def _images(self, effect: ScanDocument) -> Generator[ScannedImage]:
        scanner = self.devices.document_scanner
        wish = _CARD if effect.kind in ("id_card", "passport") else None
        if effect.instead < 0:
            yield from scanner.scan_all(wish)
        else:
            yield scanner.scan(wish)

    def _bind(self, need: str, alternative: str, pages: tuple[Page, ...]) -> events.Event:
        excuses = tuple(replace(page.excuse, page=place) for place, page in enumerate(pages, 1) if page.excuse)
        # Pages of a draft come without their packed form: each has its own time for it, however many there are.
        binder = self.devices.binder
        body = binder.bind(tuple(one if one.packed else replace(one, packed=binder.pack(one)) for one in pages))
        return events.DocumentScanned(Attachment(need, alternative, "application/pdf", body, len(pages), excuses))
