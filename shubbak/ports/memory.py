"""The whole of what a station remembers: packets and payments, its audit trail, and the facts about itself."""

from __future__ import annotations

from typing import Protocol

from shubbak.ports.audit import StationFacts
from shubbak.ports.carrying import CarriedPackets
from shubbak.ports.drafts import DraftShelf
from shubbak.ports.handing import HandingShelf
from shubbak.ports.outputs import OutputShelf
from shubbak.ports.paper import PaperShelf
from shubbak.ports.relay import RelayShelf
from shubbak.ports.retention import RetentionShelf
from shubbak.ports.store import StationStore


class StationMemory(
    StationStore,
    PaperShelf,
    OutputShelf,
    CarriedPackets,
    RetentionShelf,
    DraftShelf,
    HandingShelf,
    RelayShelf,
    StationFacts,
    Protocol,
):
    """One file keeps all of it, so that one commit, one key and one older copy hold for all of them."""
