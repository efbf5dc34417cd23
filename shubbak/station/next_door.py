"""The stations next door: the door that is opened for them, and the rounds in which packets go to and fro."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from shubbak.adapters.neighbour.client import HttpNeighbour
from shubbak.adapters.neighbour.server import NeighbourServer
from shubbak.ports.store import StoreError
from shubbak.services.handing import OtherCounters
from shubbak.services.neighbour_door import NeighbourDoor
from shubbak.services.next_door import go_next_door
from shubbak.services.relaying import relay_one

if TYPE_CHECKING:
    from shubbak.station.joining import Station

#: Neighbours' packets that one round sends.
AT_ONCE = 20
log = logging.getLogger("shubbak.station")


class NextDoor:
    """neighbours: addresses, host:port. listen: the port of this station's own door, None for none, 0 for a free one.

    Raises ValueError for an address that is none.
    """

    def __init__(self, station: Station, neighbours: Sequence[str], listen: int | None) -> None:
        self._station = station
        self._links = [HttpNeighbour(address) for address in neighbours]
        self._listen = listen
        self._server: NeighbourServer | None = None
        self._news: list[tuple[str, str]] = []

    @property
    def port(self) -> int | None:
        """Where the door is, while it is open."""
        return self._server.port if self._server else None

    @property
    def others(self) -> OtherCounters | None:
        """What is put aside at the neighbours; None where there are none and none can come in."""
        station = self._station
        if not self._links and self._listen is None:
            return None
        return OtherCounters(station.store, self._links, station.identity, station.clock)

    def start(self) -> None:
        """Open the door; a port that somebody else has leaves it shut, and the station works on without it."""
        if self._listen is None:
            return
        station = self._station
        try:
            station.store.close_draft()  # after a pulled plug nothing is on the screen
        except StoreError as error:
            log.warning("what was on the screen stays there for neighbours: %s", error.code)
        try:
            self._server = NeighbourServer(NeighbourDoor(station.store, station.identity, station.clock), self._listen)
        except OSError as error:
            log.warning("neighbours cannot come in: port %d, error %s", self._listen, error.errno)
            return
        self._server.start()

    def stop(self) -> None:
        """Shut the door."""
        if self._server is not None:
            self._server.stop()
            self._server = None

    def go_round(self) -> None:
        """Carry what neighbours brought, and bring them what does not reach the portal from here; blocking."""
        station = self._station
        try:
            for _ in range(AT_ONCE):
                if not relay_one(station.store, station.portal, station.identity, station.clock):
                    break
            if self.others is not None:
                self.others.settle()
            found = go_next_door(station.store, self._links, station.identity, station.clock)
        except StoreError as error:
            log.warning("nothing went next door: %s", error.code)
            return
        if found.problems:
            log.info("neighbours were of no use: %s", ", ".join(sorted(set(found.problems))))
        if found.vouched:
            station.watch.heard()
            self._news += found.vouched

    def take_news(self) -> list[tuple[str, str]]:
        """Return the packets (id and case) that the portal vouched for by way of a neighbour since the last call."""
        news, self._news = self._news, []
        return news
