"""Gaps: which of a station's sequence numbers never arrived, so that a lost outbox is noticed by its absence."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice, pairwise

from portal.assembly import Portal
from portal.cases.station_code import is_station_code
from portal.refusal import RefusalError
from portal.store import packet_store, station_store

#: More missing numbers than this are counted, not listed.
MAX_LISTED = 1000


@dataclass(frozen=True, slots=True)
class Gaps:
    """`highest`: 0 before the first packet. `missing`: the first MAX_LISTED numbers of `missing_count`."""

    station: str
    highest: int
    missing: list[int]
    missing_count: int


def find_gaps(portal: Portal, untrusted_station: str) -> Gaps:
    """Return what is missing between the station's first number and its highest; raises RefusalError
    station-unknown.
    """
    if not is_station_code(untrusted_station):
        raise RefusalError("station-unknown")
    with portal.database.read() as connection:
        if station_store.find_station(connection, untrusted_station) is None:
            raise RefusalError("station-unknown")
        first = station_store.first_sequence_of(connection, untrusted_station)
        known = [number for number in packet_store.sequences(connection, untrusted_station) if number >= first]
    steps = list(pairwise([first - 1, *known]))
    missing = chain.from_iterable(range(before + 1, after) for before, after in steps)
    return Gaps(
        station=untrusted_station,
        highest=known[-1] if known else 0,
        missing=list(islice(missing, MAX_LISTED)),
        missing_count=sum(max(0, after - before - 1) for before, after in steps),
    )
