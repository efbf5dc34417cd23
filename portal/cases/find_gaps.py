"""Gaps: which of a station's packets and receipts never arrived, so that a lost outbox is noticed by its absence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, groupby, islice, pairwise

from sqlalchemy import Connection

from portal.assembly import Portal, stamp
from portal.cases.station_code import is_station_code
from portal.refusal import RefusalError
from portal.store import packet_store, receipt_store, station_store
from shubbak.domain.receipt import ReceiptNumber

#: More missing numbers than this are counted, not listed.
MAX_LISTED = 1000
#: A missing number below one that came this long ago is nobody's slow line.
OVERDUE_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Gaps:
    """`highest`: 0 before the first packet. `missing`: the first MAX_LISTED numbers of `missing_count`; `receipts`: the
    receipt numbers below the highest of their year that nothing has arrived under, as many of `receipts_count`.
    """

    station: str
    highest: int
    missing: list[int]
    missing_count: int
    receipts: list[str]
    receipts_count: int


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
        receipts = receipt_store.receipt_sequences(connection, untrusted_station)
    runs = list(_receipt_gaps(receipts, anew=first > 1))
    numbers = (ReceiptNumber(untrusted_station, year, one) for year, run in runs for one in run)
    steps = list(pairwise([first - 1, *known]))
    missing = chain.from_iterable(range(before + 1, after) for before, after in steps)
    return Gaps(
        station=untrusted_station,
        highest=known[-1] if known else 0,
        missing=list(islice(missing, MAX_LISTED)),
        missing_count=sum(max(0, after - before - 1) for before, after in steps),
        receipts=[str(number) for number in islice(numbers, MAX_LISTED)],
        receipts_count=sum(len(run) for _, run in runs),
    )


def overdue_receipts(portal: Portal, connection: Connection) -> dict[str, int]:
    """Return by station how many receipt numbers are missing below one that came a day ago: they are not on their way
    any more, as a station sends the oldest first.
    """
    missing: Counter[str] = Counter()
    anew = {known.place.station for known in station_store.list_stations(connection) if known.first_sequence > 1}
    begun: set[str] = set()
    for here in receipt_store.numbers_here(connection, stamp(portal.now() - OVERDUE_AFTER)):
        continues = here.station in anew and here.station not in begun
        begun.add(here.station)
        missing[here.station] += here.highest - (here.lowest if continues else 1) + 1 - here.count
    return {station: count for station, count in missing.items() if count > 0}


def _receipt_gaps(receipts: list[tuple[int, int]], *, anew: bool) -> Iterator[tuple[int, range]]:
    """Yield year and missing numbers. Each year begins with 1, but the first of a machine that was another station
    before: it goes on where that one was.
    """
    for place, (year, group) in enumerate(groupby(receipts, key=lambda receipt: receipt[0])):
        known = [sequence for _, sequence in group]
        begin = known[0] - 1 if anew and place == 0 else 0
        for before, after in pairwise([begin, *known]):
            if after - before > 1:
                yield year, range(before + 1, after)
