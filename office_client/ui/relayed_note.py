"""Which stations' packets this counter carries to the portal, in one sentence; hidden while it carries none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from office_client.ui.notice import Notice
from office_client.ui.office_wording import OfficeWording
from office_client.ui.outbox_watch import OutboxWatch
from shubbak.domain.text import isolate
from shubbak.ports.relay import RelayedPacket, RelayState
from shubbak.ports.store import StoreError


class RelayedNote(Notice):
    """Looks whenever the outbox is looked at."""

    def __init__(
        self, relayed: Callable[[], Sequence[RelayedPacket]], watch: OutboxWatch, wording: OfficeWording
    ) -> None:
        super().__init__()
        self._relayed, self._wording = relayed, wording
        self._counts: dict[str, int] = {}
        watch.changed.connect(lambda: watch.run(self._read, self._take))
        wording.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Say it in the language of the moment."""
        joint = self._wording.say("office.joint")
        stations = joint.join(isolate(f"{name} ({count})") for name, count in sorted(self._counts.items()))
        self.say(self._wording.say("office.outbox.relayed", stations=stations) if self._counts else "", "info")

    def _read(self) -> object:
        try:
            return Counter(one.owner for one in self._relayed() if one.state is RelayState.WAITING)
        except StoreError:
            return Counter()  # that the store cannot be read is said by the list itself

    def _take(self, found: object) -> None:
        self._counts = dict(found) if isinstance(found, Counter) else {}
        self.refresh()
