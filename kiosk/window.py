"""The kiosk's window: the machine, its models and the QML that shows them, made and joined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QImage
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from shiboken6 import delete, isValid

from kiosk.lockdown import Lockdown
from kiosk.ui.camera_model import CameraModel
from kiosk.ui.card_wedge import CardWedge
from kiosk.ui.closed_model import ClosedModel
from kiosk.ui.devices_model import DevicesModel
from kiosk.ui.documents_model import DocumentsModel
from kiosk.ui.engine import QML, new_engine
from kiosk.ui.excuse_model import ExcuseModel
from kiosk.ui.find_model import FindModel
from kiosk.ui.help_model import HelpModel
from kiosk.ui.identity_model import IdentityModel
from kiosk.ui.idle_watch import IdleWatch
from kiosk.ui.keyboard import KeyboardModel
from kiosk.ui.needs_model import NeedsModel
from kiosk.ui.pages_model import PagesModel
from kiosk.ui.papers_model import PapersModel
from kiosk.ui.payment_model import PaymentModel
from kiosk.ui.pictures import CodePictures, ScanPictures
from kiosk.ui.printer_test_model import PrinterTestModel
from kiosk.ui.questions_model import QuestionsModel
from kiosk.ui.receipt_model import ReceiptModel
from kiosk.ui.review_model import ReviewModel
from kiosk.ui.sign_model import SignModel
from kiosk.ui.slip_model import SlipModel
from kiosk.ui.staff_gesture import StaffGesture
from kiosk.ui.staff_model import StaffModel
from kiosk.ui.staff_pin_model import StaffPinModel
from kiosk.ui.theme import Look
from kiosk.ui.visit_model import VisitModel
from kiosk.ui.words import Wordbook
from shubbak.domain.payment import PaymentMethod
from shubbak.domain.text import Language, Text
from shubbak.services.paper_scan import LONGEST as LONGEST_CODE


@dataclass(frozen=True, slots=True)
class Place:
    """Where the kiosk stands, in words for its screens.

    country: ISO 3166-1 alpha-2, lower case. point: "lat,long", or "" where nobody said.
    """

    municipality: Text
    office: Text
    country: str
    help_phone: str
    methods: tuple[PaymentMethod, ...]
    point: str = ""


@dataclass(slots=True)
class KioskWindow:
    """What has to stay alive while the kiosk runs."""

    engine: QQmlApplicationEngine
    window: QQuickWindow
    visit: VisitModel
    models: dict[str, QObject]
    lockdown: Lockdown | None = None

    @property
    def door(self) -> StaffPinModel:
        """The way into staff mode, shut until it is given a desk."""
        return cast(StaffPinModel, self.models["staffPinModel"])

    @property
    def staff(self) -> StaffModel:
        """What staff read behind that door."""
        return cast(StaffModel, self.models["staffModel"])

    @property
    def devices(self) -> DevicesModel:
        """The devices that staff see there."""
        return cast(DevicesModel, self.models["devicesModel"])

    @property
    def papers(self) -> PapersModel:
        """The receipts that staff print there."""
        return cast(PapersModel, self.models["papersModel"])

    @property
    def printer_test(self) -> PrinterTestModel:
        """The printer's test page that staff look at there."""
        return cast(PrinterTestModel, self.models["printerTestModel"])

    def show_code(self, untrusted_text: str) -> None:
        """Take what a reader on a line of its own read, where somebody waits for one; elsewhere it is nobody's."""
        find = cast(FindModel, self.models["findModel"])
        if self.door.listening():
            self.door.show_card(untrusted_text)
        elif self.devices.listening():
            self.devices.heard(untrusted_text)
        elif find.listening():
            find.show_code(untrusted_text)

    def lock(self, *, full_screen: bool) -> None:
        """Shut every way out of the window; `full_screen`: it can also not be closed or made smaller."""
        self.lockdown = Lockdown(self.window, full_screen=full_screen)
        self.visit.wiped.connect(self.lockdown.empty_clipboard)

    def close(self) -> None:
        """Take the QML down before the models it reads, or it would complain about them on its way out."""
        if self.lockdown is not None:
            self.lockdown.stop()
        self.window.hide()
        delete(self.engine)


class WindowDidNotLoad(RuntimeError):
    """The QML has a fault; Qt's message handler has said which."""


def open_window(visit: VisitModel, place: Place, draw_code: Callable[[str, int], QImage]) -> KioskWindow:
    """Make the window for a visit, not yet shown; raises WindowDidNotLoad."""
    engine = new_engine()
    engine.addImageProvider("scan", ScanPictures(visit))
    engine.addImageProvider("receipt-code", CodePictures(visit, draw_code))
    models = _models(visit, place)
    language = visit.machine.visit.language
    names = {
        "municipality": place.municipality.say(language),
        "office": place.office.say(language),
        "helpPhone": place.help_phone,
    }
    engine.setInitialProperties({**models, **names})
    engine.load(QUrl.fromLocalFile(str(QML / "Main.qml")))
    if not engine.rootObjects():
        raise WindowDidNotLoad
    window = cast(QQuickWindow, engine.rootObjects()[0])
    door = cast(StaffPinModel, models["staffPinModel"])
    gesture = StaffGesture(lambda: visit.machine.visit.language.rtl, door.ask)
    wedge = CardWedge(door.listening, door.show_card)
    papers = _paper_reader(cast(FindModel, models["findModel"]), engine)
    pin = cast(ExcuseModel, models["excuseModel"]).pin
    cards = CardWedge(pin.listening, pin.show_card)
    devices = cast(DevicesModel, models["devicesModel"])
    tried = CardWedge(devices.listening, devices.heard, longest=LONGEST_CODE)
    for each in (wedge, cards, papers, tried):
        visit.wiped.connect(each.forget)
    for child in (gesture, wedge, cards, papers, tried):
        child.setParent(door)
    # Who was installed last is asked first: a key that the wedge keeps to itself is a sign of life all the same.
    for watcher in (wedge, cards, papers, tried, gesture, models["idleWatch"]):
        window.installEventFilter(watcher)
    _follow(visit, place, engine, window)
    return KioskWindow(engine, window, visit, models)


def _paper_reader(find: FindModel, engine: QQmlApplicationEngine) -> CardWedge:
    """Listen to a code reader on the find screen, unless somebody is writing: then the box takes what it types."""
    keyboard = cast(KeyboardModel, engine.singletonInstance("Shubbak", "KeyboardModel"))
    return CardWedge(lambda: find.listening() and not keyboard.property("open"), find.show_code, longest=LONGEST_CODE)


def _models(visit: VisitModel, place: Place) -> dict[str, QObject]:
    door, pages = StaffPinModel(visit), PagesModel(visit)
    return {
        "visit": visit,
        "findModel": FindModel(visit, place.country),
        "needsModel": NeedsModel(visit),
        "identityModel": IdentityModel(visit),
        "questionsModel": QuestionsModel(visit, place.point),
        "documentsModel": DocumentsModel(visit),
        "pagesModel": pages,
        "helpModel": HelpModel(visit),
        "reviewModel": ReviewModel(visit),
        "paymentModel": PaymentModel(visit, place.methods),
        "signModel": SignModel(visit),
        "receiptModel": ReceiptModel(visit),
        "slipModel": SlipModel(visit),
        "cameraModel": CameraModel(visit),
        "closedModel": ClosedModel(visit),
        "staffPinModel": door,
        "staffModel": StaffModel(door),
        "devicesModel": DevicesModel(door),
        "papersModel": PapersModel(door),
        "printerTestModel": PrinterTestModel(door),
        "excuseModel": ExcuseModel(pages, door),
        "idleWatch": IdleWatch(visit),
    }


def _follow(visit: VisitModel, place: Place, engine: QQmlApplicationEngine, window: QQuickWindow) -> None:
    """Keep words, keyboard and look in step with the visit: its language, and everything reset when it is wiped."""
    wordbook = cast(Wordbook, engine.singletonInstance("Shubbak", "Wordbook"))
    keyboard = cast(KeyboardModel, engine.singletonInstance("Shubbak", "KeyboardModel"))
    look = cast(Look, engine.singletonInstance("Shubbak", "Look"))

    def speak() -> None:
        if not isValid(wordbook):  # a visit may end after its window
            return
        language = Language(visit.machine.visit.language)
        wordbook.setProperty("language", language.value)
        keyboard.setProperty("language", language.value)
        window.setProperty("municipality", place.municipality.say(language))
        window.setProperty("office", place.office.say(language))

    def forget() -> None:
        speak()
        if isValid(look):
            look.reset()

    visit.languageChanged.connect(speak)
    visit.wiped.connect(forget)
    speak()
