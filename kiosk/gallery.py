"""Draws every screen in both languages, the awkward ones too: problems, waits, questions over the page."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtTest import QTest

from kiosk.gallery_camera import camera_scenes
from kiosk.gallery_devices import device_scenes, dress_devices
from kiosk.gallery_pages import page_scenes, sample_page
from kiosk.gallery_papers import dress_papers, paper_scenes, printer_test_scenes
from kiosk.gallery_staff import CLOSED, dress_door, staff_sheet
from kiosk.hand import Hand
from kiosk.ui.find_model import FindModel
from kiosk.ui.visit_model import VisitModel
from kiosk.window import KioskWindow
from shubbak.adapters.devices.simulated_scanner import SimulatedScanner
from shubbak.domain.application import Attachment
from shubbak.domain.mrz_gate import Doubt
from shubbak.domain.payment import PaymentMethod, PaymentState
from shubbak.domain.problem import Problem
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.ports.reader import Reading
from shubbak.qtkit.sample_cards import two_cards
from shubbak.resources import root
from shubbak.station.joining import Station
from shubbak.wire.receipt_code import make_code

SERVICE = "kw.health.licence_renewal"
ANSWERS = {
    "health_licence_no": "88214",
    "health_licence_expiry": "2026-12-31",
    "original_lost": "no",
    "commercial_licence_no": "20417",
    "commercial_licence_expiry": "2027-06-30",
    "shop_name": "مقهى النخيل",
    "activity": "restaurant",
    "workers": "4",
    "changed": "no",
    "governorate": "hawalli",
    "area": "السالمية",
    "block": "4",
    "plot": "17",
    "capacity": "owner",
    "name": "نورة سالم الأحمد",
    "phone": "55512345",
}
STROKES = (tuple((40 + n * 9, 230 + (n * 37) % 120) for n in range(100)),)


class Gallery(QObject):
    """Walks the machine itself through a visit, with no device behind it, and photographs each state."""

    def __init__(
        self, kiosk: KioskWindow, station: Station, arguments: argparse.Namespace, done: Callable[[], None]
    ) -> None:
        super().__init__()
        self._kiosk = kiosk
        self._station = station
        self._folder: Path = arguments.screens
        self._prefix = "landscape-" if arguments.landscape else ""
        self._look = {"textScale": arguments.text_scale, "highContrast": arguments.contrast, "reducedMotion": True}
        self._done = done
        self._visit: VisitModel = kiosk.visit
        self._visit.stand_still()

    def start(self) -> None:
        QTimer.singleShot(300, self._draw)

    def _draw(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for language in Language:
            for number, name in enumerate(self.scenes(language), 1):
                QTest.qWait(400)
                file = f"{self._prefix}{number:02d}-{name}-{language.value}.png"
                self._kiosk.window.grabWindow().save(str(self._folder / file))
        self._done()

    def _say(self, *happenings: e.Event) -> None:
        for event in happenings:
            self._visit.dispatch(event)

    def scenes(self, language: Language) -> Iterator[str]:
        """Bring one screen after another onto the window; yields its name when it stands."""
        self._visit.abandon()
        look: Any = self._kiosk.engine.singletonInstance("Shubbak", "Look")
        for name, value in self._look.items():
            look.setProperty(name, value)
        self._say(e.LanguageChosen(language), e.Back(), e.Back())
        yield "attract"
        self._say(e.Touched())
        yield "language"
        self._say(e.LanguageChosen(language))
        yield from self._finding()
        self._say(e.ServiceChosen(SERVICE))
        yield "needs"
        self._say(e.Next())
        yield "consent"
        yield from self._identity()
        yield from self._questions()
        yield from self._documents()
        yield from self._ending()
        yield from self._closed_and_staff(language)
        yield from self._camera_and_slip(language)

    def _camera_and_slip(self, language: Language) -> Iterator[str]:
        """What stands only where a camera is fitted, and the way out for whoever lacks a paper."""
        self._visit.abandon()
        self._say(e.Touched(), e.LanguageChosen(language), e.ServiceChosen(SERVICE), e.Next(), e.ConsentGiven())
        yield from camera_scenes(self._kiosk)
        self._say(self._card(), e.Next())
        for _ in self._questions():
            pass
        yield "documents-camera"
        self._visit.cameras = {"identity": None, "document": None}
        self._say(e.SlipAsked(), e.DraftKept(), e.SlipFailed("printer-paper-out"))
        yield "slip-not-printed"

    def _card(self) -> e.IdentityRead:
        card = SimulatedScanner(root() / "demo" / "identity_card.jpg", development=True).scan()
        return e.IdentityRead(self._station.devices.reader.read(card.untrusted_body))

    def _doubted_card(self) -> e.IdentityRead:
        """A card with a long name, two letters of which no look makes sure."""
        document = self._card().reading.document
        likely = document and dataclasses.replace(document, surname="ALNAMUTHAJ", given_names="ABDULRAHMAN KHALID")
        lines = ("<" * 30, "<" * 30, "ALNAMUTHAJ<<ABDULRAHMAN<KHALID")
        doubts = (Doubt(2, 9, "unsure"), Doubt(2, 17, "unsure"))
        unclear = Problem("mrz-line-unclear", params={"line": "3"})
        return e.IdentityRead(Reading(lines, None, (unclear,), 0.0, doubts=doubts, likely=likely))

    def _closed_and_staff(self, language: Language) -> Iterator[str]:
        self._visit.abandon()
        self._say(e.ConditionsChanged(CLOSED), e.Touched(), e.LanguageChosen(language))
        yield "closed"
        dress_door(self._kiosk.door)
        self._kiosk.door.ask()
        for digit in "481":
            self._kiosk.door.press(digit)
        yield "staff-pin"
        self._kiosk.door.enter()
        yield "staff-pin-wait"
        self._kiosk.door.scanCard()
        yield "staff-card-shown"
        self._kiosk.door.show_card("https://example.com/")
        yield "staff-card-unknown"
        dress_devices(self._kiosk.devices)
        dress_papers(self._kiosk.papers)
        self._say(e.StaffAdmitted())
        yield "staff"
        Hand(self._kiosk.window, hasty=True).tap(f"staff-row-{staff_sheet().items[0].id}/act")
        yield "staff-supervisor"
        yield from device_scenes(self._kiosk.devices)
        yield from printer_test_scenes(self._kiosk.printer_test)
        yield from paper_scenes(self._kiosk.papers)
        self._say(e.StaffLeft(), e.ConditionsChanged(()))

    def _finding(self) -> Iterator[str]:
        yield "find"
        find = cast(FindModel, self._kiosk.models["findModel"])
        find.openEvents()
        yield "find-events"
        find.home()
        find.openCategory("licences")
        yield "find-kind"
        find.back()
        find.setQuery("زرافة")
        yield "find-nothing"
        find.setQuery("88214")
        yield "find-number"
        find.show_code("https://example.com/")
        yield "find-unknown"
        find.openRenewal()
        yield "find-renewal"
        find.home()

    def _identity(self) -> Iterator[str]:
        self._say(e.ConsentGiven())
        yield "identify"
        self._say(e.CardOffered())
        yield "identify-reading"
        self._say(e.ScanFailed("scanner-empty"))
        yield "identify-problem"
        self._say(e.CardOffered(), e.CardsSeen(two_cards()))
        yield "identify-cards"
        self._say(*(event for _ in range(2) for event in (e.CardOffered(), self._doubted_card())))
        yield "identify-letters"
        self._say(e.CardOffered(), e.ScanFailed("scanner-empty"))
        hand = Hand(self._kiosk.window, hasty=True)
        hand.tap("type-identity")
        yield "identify-typing"
        hand.tap("question-full_name/box")
        yield "identify-keyboard"
        self._say(e.CardOffered())
        self._say(self._card())
        QTest.qWait(100)
        yield "identify-check"
        self._visit.chips = True
        self._say(e.ChipOffered())
        yield "identify-chip"
        self._say(e.ChipFailed("chip-torn"))
        yield "identify-chip-torn"
        self._visit.chips = False
        self._say(e.Next())

    def _questions(self) -> Iterator[str]:
        machine = self._visit.machine
        first = True
        while machine.visit.step.value == "questions":
            if first:
                self._say(e.Next())
                yield "questions-problems"
                first = False
            for field in machine.context.page.fields:
                if field.id in ANSWERS:
                    self._say(e.AnswerGiven(field.id, ANSWERS[field.id]))
            yield f"questions-{machine.visit.stage.page}"
            before = machine.visit.stage
            self._say(e.Next())
            if machine.visit.stage == before:
                codes = [(one.code, one.field) for one in machine.visit.problems]
                raise RuntimeError(f"the gallery cannot answer {codes}")

    def _documents(self) -> Iterator[str]:
        yield "documents"
        service = self._visit.machine.context.service
        yield from page_scenes(self._kiosk, service.documents[0])
        page = (root() / "demo" / "commercial_licence.jpg").read_bytes()
        for need in service.documents[1:]:
            one = need.alternatives[0].id
            self._say(e.DocumentOffered(need.id, one), e.PagesTaken(need.id, one, (sample_page(page),)))
            self._say(e.DocumentScanned(Attachment(need.id, one, "application/pdf", page)))
        yield "documents-scanned"
        self._say(e.Next())
        yield "review"
        self._kiosk.window.setProperty("leaving", True)
        yield "leave"
        self._kiosk.window.setProperty("leaving", False)
        self._kiosk.window.setProperty("helping", True)
        yield "help"
        self._kiosk.window.setProperty("helping", False)
        self._say(e.IdleElapsed())
        yield "idle"
        self._say(e.StillHere())

    def _ending(self) -> Iterator[str]:
        self._say(e.Next())
        yield "pay"
        self._say(e.PayRequested(PaymentMethod.CARD))
        yield "pay-waiting"
        self._settle(PaymentState.UNKNOWN)
        yield "pay-unknown"
        self._say(e.PaymentAskedAgain())
        self._settle(PaymentState.CAPTURED)
        Hand(self._kiosk.window, hasty=True).draw("signature-pad")
        yield "sign"
        self._say(e.Signed(STROKES), e.SubmitFailed("store-full"))
        yield "submit-problem"
        self._say(e.SubmitRetried())
        self._say(self._submitted())
        yield "receipt-printing"
        self._say(e.PrintFailed("printer-paper-out"))
        yield "receipt-no-paper"
        self._say(e.PrintRetried(), e.PrintFailed("printer-silent", unsure=True))
        yield "receipt-unsure"
        self._say(e.PrintRetried(), e.Printed())
        yield "receipt"
        self._say(e.Acknowledged(self._visit.machine.visit.application_id, "M-2026-000123"))
        yield "receipt-accepted"

    def _settle(self, state: PaymentState) -> None:
        payment = self._visit.machine.visit.payment
        if payment is not None:
            self._say(e.PaymentSettled(dataclasses.replace(payment, state=state, card_tail="0119")))

    def _submitted(self) -> e.Submitted:
        visit, identity = self._visit.machine.visit, self._station.identity
        assert visit.application is not None
        number = ReceiptNumber(identity.station, 2026, 123)
        application = visit.application
        now = self._station.clock.now()
        receipt = Receipt(number, application.id, application.service_id, application.total, now)
        return e.Submitted(receipt, make_code(receipt, identity.verify_url, identity.key_id, identity.key))
