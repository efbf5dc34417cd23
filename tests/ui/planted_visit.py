"""A visit whose every value is a planted token, walked to any point and ended in any way."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kiosk_stage import card, reading
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from kiosk.gallery import ANSWERS, SERVICE
from kiosk.ui.visit_model import VisitModel
from shubbak.domain.application import Attachment
from shubbak.domain.page import Page, PageFault
from shubbak.domain.payment import PaymentMethod, PaymentState
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.steps import Step
from shubbak.forms.facts import needed_documents

LETTERS, ARABIC = "BCDFGHJKLMNPQRSTVWXZ", "بتثجحخدذرزسشصضطظعغفقكل"
#: How a visit ends; "crash" is a bug that nobody caught.
ENDS = ("start over", "idle", "finished", "crash")


def spelled(number: int, alphabet: str, length: int = 12) -> str:
    """Return a word of an alphabet that stands for a number and for no other."""
    word = ""
    for _ in range(length):
        number, place = divmod(number, len(alphabet))
        word += alphabet[place]
    return word


@dataclass(frozen=True)
class Tokens:
    """Words of one person that occur nowhere else."""

    latin: str
    arabic: str
    digits: str

    @classmethod
    def of(cls, number: int) -> Tokens:
        return cls("QX" + spelled(number, LETTERS), spelled(number, ARABIC), f"555{number % 100_000:05d}")

    @property
    def all(self) -> tuple[str, ...]:
        return self.latin, self.arabic, self.digits

    def page(self) -> bytes:
        """A scanned page that carries them all: a picture with words after its end."""
        image = QImage(40, 60, QImage.Format.Format_RGB32)
        image.fill(0xFF000000 | hash(self.latin) & 0xFFFFFF)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")
        return bytes(buffer.data().data()) + " ".join(self.all).encode()


class PlantedVisit:
    """One person's deeds, each a step; `walk` does so many of them."""

    def __init__(self, model: VisitModel, tokens: Tokens, search: Callable[[str], None], language: Language) -> None:
        self._model = model
        self._tokens = tokens
        self._search = search
        self._language = language

    def walk(self, steps: int, until: str = "") -> None:
        """Do the first deeds of the visit, at most all of them, or those until a screen stands."""
        for _, happenings in zip(range(steps), self._deeds(), strict=False):
            for event in happenings:
                self._model.dispatch(event)
            if self._model.screen == until:
                return

    def end(self, way: str) -> None:
        """End it this way, or, where that way is closed just now, by the silence that ends every visit."""
        if way == "crash":
            crash(self._tokens)
        elif way == "start over":
            self._model.startOver()
        elif way == "finished":
            self._model.finish()
        for _ in range(2):
            if self._model.screen != "attract":
                self._model.idle()
        if self._model.screen != "attract":  # a device is at work: only its answer, or a crash, ends the wait
            crash(self._tokens)

    def _deeds(self) -> Iterator[tuple[e.Event, ...]]:
        tokens = self._tokens
        yield e.Touched(), e.LanguageChosen(self._language)
        self._search(tokens.latin)
        yield (e.ServiceChosen(SERVICE),)
        yield e.Next(), e.ConsentGiven()
        yield (e.CardOffered(),)
        yield (reading(card(tokens.latin, tokens.latin[:9])),)
        yield (e.IdentityTyped(tokens.digits, tokens.latin, "KWT", "1990-03-15", "2029-06-30"),)
        yield e.CardOffered(), reading(card(tokens.latin, tokens.latin[:9])), e.Next()
        yield from self._questions()
        yield from self._documents()
        yield (e.Next(),)
        yield (e.Next(),)
        yield from self._ending()

    def _questions(self) -> Iterator[tuple[e.Event, ...]]:
        words = {"shop_name": self._tokens.arabic, "area": self._tokens.arabic, "phone": self._tokens.digits}
        machine = self._model.machine
        while machine.visit.step is Step.QUESTIONS:
            before = machine.visit.stage
            for field in machine.context.page.fields:
                if field.id in ANSWERS:
                    yield (e.AnswerGiven(field.id, words.get(field.id, ANSWERS[field.id])),)
            yield (e.Next(),)
            assert machine.visit.stage != before, machine.visit.problems

    def _documents(self) -> Iterator[tuple[e.Event, ...]]:
        machine = self._model.machine
        for need in needed_documents(machine.context.service, machine.visit.answers):
            one = need.alternatives[0].id
            yield (e.DocumentOffered(need.id, one),)
            yield (e.PagesTaken(need.id, one, (self._page(), self._page(PageFault("page-glare")))),)
            yield (e.HelpAsked(),)
            yield (self._excused(need.id),)
            yield e.PageMoved(need.id, 1, 0), e.HelpEnded()
            bound = b"%PDF" + self._tokens.page()
            yield (e.DocumentScanned(Attachment(need.id, one, "application/pdf", bound, 2)),)

    def _page(self, *faults: PageFault) -> Page:
        return Page(self._tokens.page(), 40, 60, faults=faults, packed=b"%PDF" + self._tokens.page())

    def _excused(self, need: str) -> e.Event:
        """Somebody came and takes the second page as it is, with a note about this person."""
        return e.PageExcused(need, 1, "other", self._tokens.arabic, self._tokens.latin)

    def _ending(self) -> Iterator[tuple[e.Event, ...]]:
        machine = self._model.machine
        yield (e.PayRequested(PaymentMethod.CARD),)
        payment = machine.visit.payment
        assert payment is not None
        paid = replace(payment, state=PaymentState.CAPTURED, reference=self._tokens.latin)
        yield (e.PaymentSettled(paid),)
        yield (e.Signed((tuple((40 + n, 200 + n % 30) for n in range(60)),)),)
        application = machine.visit.application
        assert application is not None
        number = ReceiptNumber("K01", 2026, 123)
        receipt = Receipt(number, application.id, application.service_id, application.total, application.started_at)
        yield (e.Submitted(receipt, f"https://x.test/{self._tokens.digits}"),)
        yield (e.Printed(), e.Acknowledged(application.id, self._tokens.latin))


def crash(tokens: Tokens) -> None:
    """Let a bug reach the crash handler, with a person's words in its message."""
    try:
        raise RuntimeError(" ".join(tokens.all))
    except RuntimeError as bug:
        sys.excepthook(type(bug), bug, bug.__traceback__)
