"""The station's chore of letting go, by its country's table of retention."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from shubbak.ports.store import StoreError
from shubbak.resources import load_retention
from shubbak.services.retention import wipe_old

if TYPE_CHECKING:
    from shubbak.station.joining import Station

log = logging.getLogger("shubbak.station")


def let_go(station: Station) -> None:
    """Wipe what is past its time; blocking. A store that does not take it is asked again at the next round."""
    try:
        done = wipe_old(station.store, station.identity, station.clock, load_retention()[station.identity.country])
    except StoreError as error:
        log.warning("nothing could be let go: %s", error.code)
        return
    if done.unproven:
        log.warning("%d packets are past their time and their acknowledgement does not verify", done.unproven)
