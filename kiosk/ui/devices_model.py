"""The devices page of staff mode: what stands around the kiosk, what it is used for, and whether it works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.devices_desk import DevicesDesk
from kiosk.ui.devices_known import DevicesKnown
from kiosk.ui.screen_model import ScreenModel
from kiosk.ui.staff_pin_model import StaffPinModel
from kiosk.ui.visit_model import Worker
from shubbak.domain.text import isolate, isolate_name
from shubbak.flow.steps import Step
from shubbak.services.device_tries import DeviceTries

# Here and in the methods: with all that staff alone need; a kiosk's first picture does not wait for that.
if TYPE_CHECKING:
    from shubbak.ports.devices import Search

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1
#: A network may answer with more than anybody reads standing.
MOST_ROWS = 40


@dataclass(slots=True)
class _Page:
    """What is known while staff are here, all of it gone with them. busy: what is under way."""

    open: bool = False
    busy: str = ""
    known: DevicesKnown = field(default_factory=DevicesKnown)
    tries: DeviceTries = field(default_factory=DeviceTries)
    said: list[tuple[str, dict[str, str]]] = field(default_factory=list)


@QmlElement
class DevicesModel(ScreenModel):
    """Over the staff page. `desk` and `worker` come when the station is open. One thing is done at a time; what comes
    home after its asker left is dropped, and a device that is tried is stopped with them.
    """

    changed = Signal()
    step = Step.STAFF

    def __init__(self, door: StaffPinModel) -> None:
        super().__init__(door.visit_model)
        self.desk: DevicesDesk | None = None
        self.worker: Worker | None = None
        self._door = door
        self._page = _Page()
        door.visit_model.stepChanged.connect(self._moved)
        door.visit_model.wiped.connect(self._forget)

    @Property(bool, notify=changed)
    def possible(self) -> bool:
        return self.desk is not None and self.worker is not None

    @Property(bool, notify=changed)
    def open(self) -> bool:
        return self._page.open

    @Property(str, notify=changed)
    def busy(self) -> str:
        """What is waited for, in words, or ""."""
        if self._page.busy == "finding":
            return self.say("devices.finding")
        tried = self._page.known.at(self._page.tries.place)
        return self.say(f"devices.trying_{tried.kind.name.lower()}") if tried and self.stoppable else ""

    @Property(str, notify=changed)
    def triedName(self) -> str:
        tried = self._page.known.at(self._page.tries.place)
        return isolate_name(tried.name) if tried and tried.name else ""

    @Property(str, notify=changed)
    def tried(self) -> str:
        """The place of the device that was tried last, or is tried now."""
        return self._page.tries.place

    @Property(bool, notify=changed)
    def free(self) -> bool:
        """Whether something may be asked now."""
        return not self._page.busy

    @Property(bool, notify=changed)
    def stoppable(self) -> bool:
        """Whether a device is tried now."""
        return self._page.busy == "trying"

    @Property(str, notify=changed)
    def notice(self) -> str:
        """What the last deed came to, where that belongs to no device of the list."""
        return " ".join(self.say(key, **params) for key, params in self._page.said)

    @Property(bool, notify=changed)
    def well(self) -> bool:
        """Whether the notice tells of something that went well."""
        return any(key == "devices.typed" for key, _ in self._page.said)

    @Property(bool, notify=changed)
    def waiting(self) -> bool:
        """Whether a choice waits for the next start."""
        return self._page.known.waiting

    @Property(str, notify=changed)
    def fixed(self) -> str:
        """Which roles cannot be given here, or ""."""
        from kiosk.ui.device_rows import used_as

        return used_as("fixed", sorted(self._page.known.fixed), self.visit_model.wording, self.language)

    @Property(list, notify=changed)
    def rows(self) -> list[dict[str, Any]]:
        from kiosk.ui.device_rows import device_row

        page, wording, language = self._page, self.visit_model.wording, self.language
        return [
            device_row(device, page.known.fixed, page.tries.reports.get(device.place), wording, language)
            for device in page.known.listed[:MOST_ROWS]
        ]

    @Slot()
    def show(self) -> None:
        """Open the page; what is used stands there at once, what else there is has to be looked for."""
        if self.possible and self.context.visit.step is Step.STAFF:
            self._page.open = True
            self._do("looking", lambda _: None, lambda _: None)
            self.changed.emit()

    @Slot()
    def hide(self) -> None:
        """Back to the staff page; what was found is still there when it is opened again."""
        self.stop()
        self._page.open = False
        self.changed.emit()

    @Slot()
    def find(self) -> None:
        """Look for devices; what was tried before is forgotten."""
        if self.free:
            self._page.tries.forget()
            self._do("finding", lambda desk: desk.find(), self._take_found)

    @Slot(str)
    def check(self, place: str) -> None:
        """Try the device at a place."""
        device = self._page.known.at(place)
        if device is not None and self.free:
            tries, address = self._page.tries, device.address
            tries.start(place)
            self._do("trying", lambda desk: desk.check(address, tries.begun), lambda report: tries.note(place, report))

    @Slot()
    def stop(self) -> None:
        """End the try that is under way."""
        self._page.tries.stop()

    @Slot(str, str)
    def choose(self, place: str, role: str) -> None:
        """Give a device a role from the next start on."""
        from shubbak.services.device_list import address_for

        device = self._page.known.at(place)
        if device is not None:
            address, operator = address_for(role, device), self._door.operator
            self._do("choosing", lambda desk: desk.choose(role, address, operator), self._chose)

    @Slot()
    def startAnew(self) -> None:
        """Start the program again, with what was chosen."""
        if self.desk is not None and self.waiting and not self._page.busy:
            self.desk.start_anew()

    def listening(self) -> bool:
        """Whether what a reader types is meant for this page."""
        return self._page.open

    def heard(self, untrusted_text: str) -> None:
        """A reader has read a code; what it says is nobody's business here, that it reads is."""
        self._page.said = [("devices.typed", {"count": isolate(str(len(untrusted_text)))})]
        self.changed.emit()

    def _take_found(self, search: Search) -> None:
        from shubbak.services.device_words import search_words

        self._page.known.found = search.devices
        self._page.said = [(key, {}) for key in search_words(search)]

    def _chose(self, code: str) -> None:
        if code:
            self._page.said = [(f"problem.{code}", {})]

    def _do(self, what: str, deed: Callable[[DevicesDesk], object], home: Callable[[Any], None]) -> None:
        desk, worker, page = self.desk, self.worker, self._page
        if desk is None or worker is None or page.busy:
            return
        page.busy, page.said = what, []

        def work() -> Any:
            # Staff may have left while this waited for what they asked before.
            return (deed(desk), desk.roles()) if page is self._page else None

        def back(done: Any) -> None:
            if done is not None and page is self._page:
                page.busy = ""
                page.tries.over()
                outcome, roles = done
                home(outcome)
                page.known.list_anew(desk, roles)
                self.changed.emit()

        worker.run(work, back)
        self.changed.emit()

    def _moved(self) -> None:
        if self.context.visit.step is not Step.STAFF:
            self._forget()

    def _forget(self) -> None:
        """Staff have left: what is tried is stopped, or the next visitor would find its device at work."""
        left, self._page = self._page, _Page()
        left.tries.stop()
        self.changed.emit()
