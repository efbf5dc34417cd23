"""Staff mode: what stands in the station's way, what waits and why, and the few things that can be done here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.screen_model import ScreenModel
from kiosk.ui.staff_desk import Carried, StaffDesk, StaffSheet
from kiosk.ui.staff_pin_model import StaffPinModel
from shubbak.domain.calendar import local_time
from shubbak.domain.counted import count_words
from shubbak.domain.problem import Problem
from shubbak.domain.readiness import Level
from shubbak.domain.text import isolate, isolate_name
from shubbak.flow.events import ConditionsChanged, StaffLeft
from shubbak.flow.steps import Step
from shubbak.ports.store import OutboxItem, PacketState
from shubbak.services.outbox_view import (
    Action,
    action_for,
    age_words,
    code_words,
    in_order,
    owner_words,
    reason_words,
    size_words,
)

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1
#: More rows than this nobody reads standing; the counter and `shubbak outbox` show them all.
MOST_ROWS = 40
_DONE = (PacketState.ACKNOWLEDGED, PacketState.WIPED)
_CLOCK = ("clock-behind", "clock-jumped")
_NOTHING = StaffSheet(datetime(1970, 1, 1, tzinfo=UTC))


@QmlElement
class StaffModel(ScreenModel):
    """Looks anew on entering and after each deed. The door is the PIN's model: it has the desk and the worker."""

    changed = Signal()
    step = Step.STAFF

    def __init__(self, door: StaffPinModel) -> None:
        super().__init__(door.visit_model)
        self._door = door
        self._sheet = _NOTHING
        self._supervised = ""
        self._busy = False
        self._carrying = False
        self._carried: Carried | None = None
        self._inside = False
        door.visit_model.stepChanged.connect(self._moved)
        door.visit_model.wiped.connect(self._forget)

    @Property(list, notify=changed)
    def conditions(self) -> list[dict[str, Any]]:
        """What stands in the way, each with its tone; one quiet line when nothing does."""
        found = [
            {"text": self._explain(one.code, one.params), "tone": "danger" if one.level is Level.CLOSED else "warning"}
            for one in self.context.conditions
        ]
        codes = (self._sheet.store, self._sheet.printer, self._sheet.report)
        found += [{"text": self._words(code), "tone": "warning"} for code in codes if code]
        return found or [{"text": self.say("kiosk.staff.well"), "tone": "success"}]

    @Property(list, notify=changed)
    def facts(self) -> list[dict[str, str]]:
        desk, sheet = self._door.desk, self._sheet
        if desk is None:
            return []
        contact = sheet.last_contact
        heard = age_words(self._wording, self.language, contact, sheet.now) if contact else "—"
        values = {
            "station": isolate(desk.station),
            "time": isolate(f"{local_time(sheet.now, desk.country):%d/%m/%Y %H:%M}"),
            "contact": heard,
            "program": isolate(desk.program_version),
            "catalogue": isolate(str(sheet.catalogue_version)),
            "key": sheet.key.say(self._wording, self.language, desk.country) if sheet.key else "—",
        }
        return [{"label": self.say(f"kiosk.staff.fact.{name}"), "value": value} for name, value in values.items()]

    @Property(str, notify=changed)
    def headline(self) -> str:
        """How many wait, and how many a person must see to."""
        refused = [item for item in self._open() if item.state is PacketState.REFUSED]
        waiting = len(self._open()) - len(refused)
        if not self._open():
            return self.say("office.outbox.all_sent")
        parts = [self._count("office.outbox.refused", len(refused))] if refused else []
        parts += [self._count("office.outbox.waiting", waiting)] if waiting else []
        return self.say("office.joint").join(parts)

    @Property(list, notify=changed)
    def rows(self) -> list[dict[str, Any]]:
        return [self._row(item) for item in self._open()[:MOST_ROWS]]

    @Property(str, notify=changed)
    def more(self) -> str:
        """That there are more rows than are shown, or ""."""
        left = len(self._open()) - MOST_ROWS
        return self.say("kiosk.staff.more", count=isolate(str(left))) if left > 0 else ""

    @Property(bool, notify=changed)
    def canSendAll(self) -> bool:
        return any(item.state is PacketState.SEALED for item in self._open())

    @Property(str, notify=changed)
    def stick(self) -> str:
        """The stick that is in, "" for none; of several the first, because staff put in one."""
        return self.say("carry.stick", name=isolate_name(self._sheet.sticks[0])) if self._sheet.sticks else ""

    @Property(str, notify=changed)
    def carried(self) -> str:
        """What the stick's last task did."""
        if self._busy and self._carrying:
            return self.say("carry.working")
        # Here and below: with all that reads and writes sticks; a kiosk's first picture does not wait for that.
        from shubbak.services.carrying_words import carried_words

        return "\n".join(carried_words(self._carried, self._wording, self.language))

    @Property(str, notify=changed)
    def carriedTone(self) -> str:
        from shubbak.services.carrying_words import went_well

        return "info" if self._busy else "success" if went_well(self._carried) else "warning"

    @Property(bool, notify=changed)
    def clockDoubted(self) -> bool:
        return any(one.code in _CLOCK for one in self.context.conditions)

    @Slot(str)
    def act(self, packet_id: str) -> None:
        """Do the one thing that helps a packet."""
        item = next((one for one in self._open() if one.id == packet_id), None)
        if item is None:
            return
        if action_for(item) is Action.SEND_NOW:
            self._do(lambda desk: desk.send_now((packet_id,)))
        else:
            self._supervised = packet_id
            self.changed.emit()

    @Slot()
    def sendAll(self) -> None:
        """Send every waiting packet at once, without waiting for its next try."""
        ids = tuple(item.id for item in self._open() if item.state is PacketState.SEALED)
        self._do(lambda desk: desk.send_now(ids))

    @Slot()
    def look(self) -> None:
        """Measure again, the printer too."""
        self._do(lambda _: None)

    @Slot()
    def confirmClock(self) -> None:
        """The operator vouches for the time that stands on the screen."""
        operator = self._door.operator
        self._do(lambda desk: desk.confirm_clock(operator))

    @Slot()
    def carryOut(self) -> None:
        """Write what waits to the stick."""
        self._carry(lambda desk, name: desk.carry_out(name))

    @Slot()
    def carryHome(self) -> None:
        """Read the portal's answers from the stick."""
        self._carry(lambda desk, name: desk.carry_home(name))

    @Slot()
    def leave(self) -> None:
        self.visit_model.dispatch(StaffLeft())

    @property
    def _wording(self) -> Any:
        return self.visit_model.wording

    def _open(self) -> tuple[OutboxItem, ...]:
        return tuple(item for item in in_order(self._sheet.items) if item.state not in _DONE)

    def _row(self, item: OutboxItem) -> dict[str, Any]:
        wording, language, action = self._wording, self.language, action_for(item)
        service = self.context.catalogue.services.get(item.service_id)
        details = (
            owner_words(wording, language, item.operator),
            age_words(wording, language, item.sealed_at, self._sheet.now),
            size_words(item.size),
        )
        words = {"id": isolate(item.id), "sequence": isolate(str(item.sequence))}
        return {
            "id": item.id,
            "number": isolate(item.receipt),
            "service": service.name.say(language) if service else isolate(item.service_id),
            "details": "  ·  ".join(part for part in details if part),
            "state": self.say(f"outbox.state.{item.state.value}"),
            "refused": item.state is PacketState.REFUSED,
            "reason": reason_words(wording, language, item),
            "action": "" if action is Action.NONE else self.say(f"outbox.action.{action.value}"),
            "supervisor": self.say("outbox.supervisor", **words) if item.id == self._supervised else "",
        }

    def _carry(self, way: Callable[[StaffDesk, str], Carried]) -> None:
        if self._sheet.sticks:
            name = self._sheet.sticks[0]
            self._carrying = True
            self._do(lambda desk: way(desk, name))
            self.changed.emit()

    def _do(self, deed: Callable[[StaffDesk], object]) -> None:
        desk, worker = self._door.desk, self._door.worker
        if desk is None or worker is None or self._busy or self.context.visit.step is not Step.STAFF:
            return
        self._busy = True
        asked_for = self.context.visit

        def work() -> tuple[object, StaffSheet]:
            return deed(desk), desk.look()

        def home(done: Any) -> None:
            carrying, self._busy, self._carrying = self._carrying, False, False
            if done is not None and self.context.visit is asked_for:
                outcome, self._sheet = done
                self._carried = outcome if carrying else None
                self.visit_model.dispatch(ConditionsChanged(self._sheet.conditions))

        worker.run(work, home)

    def _moved(self) -> None:
        inside, desk, worker = self._inside, self._door.desk, self._door.worker
        self._inside = self.context.visit.step is Step.STAFF
        if self._inside and not inside:
            self.look()
        elif inside and not self._inside and desk is not None and worker is not None:
            operator = self._door.operator
            worker.run(lambda: desk.left(operator), lambda _: None)

    def _forget(self) -> None:
        self._sheet, self._supervised, self._carried = _NOTHING, "", None
        self.changed.emit()

    def _explain(self, code: str, params: Any) -> str:
        return str(self._wording.explain(Problem(code, "", params), self.language))

    def _words(self, code: str) -> str:
        return code_words(self._wording, self.language, code)

    def _count(self, key: str, number: int) -> str:
        return count_words(self._wording, self.language, key, number)
