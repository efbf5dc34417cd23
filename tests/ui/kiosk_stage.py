"""The kiosk's own window around a machine with no station behind it; devices answer when the test says so."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.clock import FakeClock
from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from stage import PORTRAIT, delete_now, walk

from kiosk.gallery import Gallery
from kiosk.hand import Hand
from kiosk.ui.visit_model import VisitModel, Worker
from kiosk.window import KioskWindow, Place, open_window
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.payment import PaymentMethod, PaymentState
from shubbak.domain.text import Language, Text
from shubbak.flow import events as e
from shubbak.flow.effects import Effect
from shubbak.flow.machine import VisitMachine
from shubbak.forms.card import card_of
from shubbak.forms.catalogue import Catalogue
from shubbak.forms.load import load_service
from shubbak.forms.pieces import Pieces
from shubbak.ports.reader import Reading
from shubbak.qtkit.receipt_blocks import code_picture
from shubbak.resources import load_wording, root
from shubbak.station.joining import Station

# As kiosk/main.py does, before Qt looks: otherwise a signature loses its points.
os.environ.setdefault("QML_NO_TOUCH_COMPRESSION", "1")

SMALL = (768, 1366)
STALL = "kw.test.stall"
SAMPLES = Path(__file__).parents[1] / "samples" / "services"
SAMPLE = SAMPLES / "stall.yaml"
SERVICES = root() / "services"
PLACE = Place(
    Text("بلدية الكويت", "Kuwait Municipality"),
    Text("مركز خدمة المواطن", "Citizen service centre"),
    "kw",
    "139",
    (PaymentMethod.CARD,),
    "29.375900,47.977400",
)
OPERABLE = ("QQuickAbstractButton", "QQuickTextField", "QQuickTextArea")


def card(given: str = "NOURA SALIM", number: str = "T00419026") -> IdentityDocument:
    """A card that is good for as long as the fake clock's day."""
    return IdentityDocument(
        kind="TD1",
        code="I",
        issuer="JOR",
        number=number,
        surname="ALNAMUTHAJ",
        given_names=given,
        nationality="JOR",
        birth_date=date(1990, 3, 15),
        sex="F",
        expiry=date(2029, 6, 30),
        national_number="288020122596",
    )


def reading(document: IdentityDocument | None = None) -> e.IdentityRead:
    return e.IdentityRead(Reading((), document or card(), (), 1.0))


class SlowWorker:
    """Keeps what it was asked until `answer`; nothing comes home by itself."""

    def __init__(self) -> None:
        self.asked: list[Callable[[object], None]] = []

    def run(self, task: Callable[[], object], done: Callable[[object], None]) -> None:
        self.asked.append(done)

    def answer(self, event: e.Event | None) -> None:
        """Let the oldest errand come home with an event."""
        self.asked.pop(0)(event)


wording = cache(load_wording)


@cache
def catalogue(stall: str) -> Catalogue:
    """The shipped licence renewal and the sample stall, or another service in its place."""
    pieces = Pieces({f"pieces/{file.name}": file.read_text("utf-8") for file in (SERVICES / "pieces").glob("*.yaml")})
    texts = {"kw/renewal.yaml": (SERVICES / "kw" / "health_licence_renewal.yaml").read_text(encoding="utf-8")}
    texts["kw/stall.yaml"] = stall or SAMPLE.read_text(encoding="utf-8")
    # One by one: the renewal names services that are not here.
    services = {path: load_service(text, path, pieces) for path, text in texts.items()}
    cards = tuple(card_of(service, path) for path, service in services.items())
    return Catalogue(9, {service.id: service for service in services.values()}, cards)


def perform(_: Effect) -> e.Event | None:
    raise AssertionError("a slow worker runs nothing")


def visible(item: QQuickItem) -> Iterator[QQuickItem]:
    """Yield an item and what is in it, as far as it can be seen; each parent is held meanwhile, or PySide may give its
    children's places to something else.
    """
    if item.isVisible():  # what is in one that is not is not either
        if item.opacity() > 0:
            yield item
        for child in item.childItems():
            yield from visible(child)


class KioskStage:
    """A kiosk window of any size; `say` hands events in, `hand` touches.

    services: a catalogue in place of the samples. at_once: does what is asked in place of the test.
    """

    def __init__(
        self,
        size: tuple[int, int] = PORTRAIT,
        stall: str = "",
        services: Catalogue | None = None,
        place: Place = PLACE,
        at_once: Worker | None = None,
    ) -> None:
        self.worker = SlowWorker()
        machine = VisitMachine(services or catalogue(stall), FakeClock(), Language.AR)
        worker, aside = (at_once, at_once) if at_once else (self.worker, SlowWorker())
        self.visit = VisitModel(machine, wording(), perform, worker, aside)
        self.kiosk: KioskWindow = open_window(self.visit, place, code_picture)
        self.kiosk.lock(full_screen=False)
        self.window = self.kiosk.window
        self.look = self.singleton("Look")
        self.keyboard = self.singleton("KeyboardModel")
        self.look.reducedMotion = True
        self.window.setGeometry(0, 0, *size)
        self.window.show()
        self.window.requestActivate()
        self.hand = Hand(self.window, hasty=True)
        self.settle()

    def singleton(self, name: str) -> Any:
        return cast(Any, self.kiosk.engine.singletonInstance("Shubbak", name))

    def settle(self) -> None:
        """Let bindings, layouts and a picture come."""
        QTest.qWait(1)
        self.window.grabWindow()

    def say(self, *happenings: e.Event) -> None:
        for event in happenings:
            self.visit.dispatch(event)
        self.settle()

    def to_questions(self, service: str = STALL, language: Language = Language.AR) -> None:
        self.say(e.Touched(), e.LanguageChosen(language), e.ServiceChosen(service), e.Next(), e.ConsentGiven())
        self.say(e.CardOffered(), reading(), e.Next())
        self.worker.asked.clear()

    def to_payment(self) -> None:
        """From the stall's questions to its payment."""
        self.say(e.AnswerGiven("days", "2"), e.AnswerGiven("food", "no"), e.Next(), e.Next())

    def paid(self, state: PaymentState = PaymentState.CAPTURED) -> None:
        """Ask for the money and let the terminal answer."""
        self.say(e.PayRequested(PaymentMethod.CARD))
        payment = self.visit.machine.visit.payment
        assert payment is not None
        self.say(e.PaymentSettled(replace(payment, state=state)))

    def gallery(self) -> Gallery:
        """The product's own tour of every screen, with nothing but fakes to lean on."""
        reader = SimpleNamespace(read=lambda _: reading().reading)
        identity = SimpleNamespace(
            station="K01", verify_url="https://x.test/r", key_id=1, key=Ed25519PrivateKey.generate()
        )
        station = SimpleNamespace(devices=SimpleNamespace(reader=reader), identity=identity, clock=FakeClock())
        scale = float(self.look.textScale)
        arguments = argparse.Namespace(screens=Path(), landscape=False, text_scale=scale, contrast=False)
        return Gallery(self.kiosk, cast(Station, station), arguments, lambda: None)

    def items(self) -> Iterator[QQuickItem]:
        """Everything that is visible, from the back to the front."""
        return visible(self.window.contentItem())

    def operable(self) -> list[QQuickItem]:
        """What can be touched now and lies whole on the screen, without the keys of the keyboard."""
        sheet = next((item for item in self.items() if item.property("raised") and item.property("raised") > 0), None)
        among = walk(sheet) if sheet else self.items()
        return [
            item
            for item in among
            if item.isVisible()
            and item.isEnabled()
            and any(item.inherits(kind) for kind in OPERABLE)
            and not item.objectName().startswith("key_")
            and self.seen(item) == self.box(item)
        ]

    def box(self, item: QQuickItem) -> QRectF:
        return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))

    def seen(self, item: QQuickItem) -> QRectF:
        """The part of an item that no clipping parent and no edge of the window hides."""
        box = self.box(item).intersected(QRectF(0, 0, self.window.width(), self.window.height()))
        around = item.parentItem()
        while around is not None:
            if around.clip():
                box = box.intersected(self.box(around))
            around = around.parentItem()
        return box

    def close(self) -> None:
        self.kiosk.close()
        self.visit.deleteLater()
        delete_now()
