"""What runs beside the counter's window: its outbox, its chores, and the pulse that watches the station."""

from __future__ import annotations

from office_client.ui.window import OfficeWindow
from shubbak.qtkit.chores import Chores
from shubbak.qtkit.outbox_pump import OutboxPump
from shubbak.qtkit.pulse import Pulse
from shubbak.station.joining import Station


class Service:
    """Made before the window, which pokes the outbox; joined to it afterwards."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self.pump = OutboxPump(station.send_one)
        self._pulse = Pulse(station.conditions, station.report)
        self._chores: Chores | None = None

    def join(self, window: OfficeWindow) -> None:
        """Let the window hear of everything, and its applications reach the outbox."""
        self.pump.acknowledged.connect(window.acknowledged)
        self.pump.acknowledged.connect(lambda *_: self._pulse.report_soon())
        self.pump.tried.connect(window.watch.look)
        window.presenter.kept.connect(self.pump.poke)
        self._pulse.changed.connect(window.take_conditions)
        station = self._station
        self._chores = Chores(
            lambda: station.settle_payments(lambda: window.presenter.paying), station.take_newer_catalogue
        )
        self._chores.done.connect(window.presenter.take_catalogue)

    def start(self) -> None:
        """Begin with all of it."""
        self.pump.poke()
        self._pulse.start()
        if self._chores is not None:
            self._chores.start()

    def stop(self) -> None:
        """Begin nothing more and wait, for a while, for what is under way."""
        for part in (self.pump, self._pulse, self._chores):
            if part is not None:
                part.stop()
