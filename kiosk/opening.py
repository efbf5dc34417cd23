"""The kiosk before its station is open: a window with a machine that can do nothing yet."""

from __future__ import annotations

from PySide6.QtGui import QImage

from kiosk.ui.visit_model import VisitModel
from kiosk.window import KioskWindow, Place, open_window
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.domain.payment import PaymentMethod
from shubbak.domain.text import Language
from shubbak.flow.effects import Effect
from shubbak.flow.machine import VisitMachine
from shubbak.forms.catalogue import Catalogue
from shubbak.qtkit import crash
from shubbak.qtkit.background import Background
from shubbak.resources import load_wording
from shubbak.services.receipt_sheet import IssuingOffice

#: The municipalities' telephones for everybody, by country.
PHONES = {"kw": "139", "jo": "06-5008080", "om": "1111", "sa": "940"}


def open_early(office: IssuingOffice, here: str = "") -> KioskWindow:
    """Make the window, whose visits have no services yet: its first picture needs no key, no database, no device.

    here: where the kiosk stands, "lat,long", or "".
    """
    machine = VisitMachine(Catalogue(0, {}), SystemClock(), Language.AR)
    visit = VisitModel(machine, load_wording(), _not_open, Background(), Background())
    crash.install(visit.abandon)
    phone = PHONES.get(office.country, "")
    place = Place(office.municipality, office.office, office.country, phone, (PaymentMethod.CARD,), here)
    return open_window(visit, place, _code_picture)


def _not_open(effect: Effect) -> None:
    raise LookupError(f"{type(effect).__name__} before the station was open")


def _code_picture(text: str, side: int) -> QImage:
    from shubbak.qtkit.receipt_blocks import code_picture

    return code_picture(text, side)
