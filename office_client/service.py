"""What runs beside the counter's window: its outbox, its chores, and the pulse that watches the station."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from office_client.ui.window import OfficeWindow
from shubbak import __version__
from shubbak.adapters.system.memory_image import give_back_freed_memory
from shubbak.qtkit.audit_notes import AuditNotes
from shubbak.qtkit.chores import Chores
from shubbak.qtkit.outbox_pump import OutboxPump
from shubbak.qtkit.pulse import Pulse
from shubbak.services.audit import AuditKind, operator_code
from shubbak.station.codes import listener
from shubbak.station.joining import Station
from shubbak.station.next_door import NextDoor
from shubbak.station.tidying import let_go

#: Milliseconds between two rounds to the stations next door.
NEXT_DOOR_EVERY = 15_000
#: After a customer's visit, what it freed is given back.
_GIVE_BACK_MS = 2_000


class Service:
    """Made before the window, which pokes the outbox; joined to it afterwards."""

    def __init__(self, station: Station, next_door: NextDoor, code_reader: str = "") -> None:
        self.codes = listener(code_reader)
        self._station = station
        self._next_door = next_door
        self._rounds = Chores(next_door.go_round, pause=NEXT_DOOR_EVERY)
        self.pump = OutboxPump(station.send_one)
        self._pulse = Pulse(station.conditions, station.report)
        self._chores: Chores | None = None
        self._notes = AuditNotes(station.store)
        self._operator = ""

    def join(self, window: OfficeWindow) -> None:
        """Let the window hear of everything, and its applications reach the outbox."""
        self.pump.acknowledged.connect(window.acknowledged)
        self.pump.acknowledged.connect(lambda *_: self._pulse.report_soon())
        self.pump.tried.connect(window.watch.look)
        window.presenter.kept.connect(self.pump.poke)
        self._pulse.changed.connect(window.take_conditions)
        self._rounds.done.connect(lambda: self._heard_next_door(window))
        station = self._station
        self._chores = Chores(
            lambda: station.settle_payments(lambda: window.presenter.paying),
            station.take_newer_catalogue,
            lambda: let_go(station),
            station.send_invoices,
            station.go_for_licences,
        )
        window.presenter.stage_changed.connect(lambda: self._moved(window))
        if self.codes is not None:
            self.codes.read.connect(window.show_code)
        window.presenter.wiped.connect(self._notes.visit_over)
        window.presenter.wiped.connect(self._forget_images)
        self._chores.done.connect(window.presenter.take_catalogue)
        self._chores.done.connect(window.status.refresh)
        self._chores.done.connect(window.licences.look)

    def start(self) -> None:
        """Begin with all of it."""
        self._notes.start(__version__)
        self.pump.poke()
        self._pulse.start()
        if self.codes is not None:
            self.codes.start()
        self._next_door.start()
        self._rounds.start()
        if self._chores is not None:
            self._chores.start()

    def stop(self) -> None:
        """Begin nothing more and wait, for a while, for what is under way."""
        self._next_door.stop()
        for part in (self.pump, self._pulse, self._chores, self._rounds):
            if part is not None:
                part.stop()
        if self.codes is not None:
            self.codes.stop()
        self._notes.stop()
        self._forget_images()

    def _forget_images(self) -> None:
        self._station.devices.leave()
        # A little later, when nothing of the visit is referred to any more.
        QTimer.singleShot(_GIVE_BACK_MS, give_back_freed_memory)

    def _heard_next_door(self, window: OfficeWindow) -> None:
        for packet_id, case in self._next_door.take_news():
            window.acknowledged(packet_id, case)

    def _moved(self, window: OfficeWindow) -> None:
        """Another page: whether a customer's visit has begun or is kept, and whether the operator has left."""
        visit, operator = window.presenter.visit, window.presenter.context.operator
        if visit.service is not None:
            self._notes.visit_moves()
            if self._station.devices.images is not None and visit.receipt is None:
                self._station.devices.images.warm()
        if visit.receipt is not None:
            self._notes.visit_kept()
        if self._operator and not operator:
            self._notes.note(AuditKind.OPERATOR_SIGNED_OUT, operator_code(self._operator))
        self._operator = operator
