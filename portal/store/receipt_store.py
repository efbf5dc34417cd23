"""Rows about receipt numbers: which of a station and year are here, so that one that is missing shows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BigInteger, ColumnElement, Connection, Integer, and_, cast, func, select

from portal.store.tables import RECEIPTS

# A number such as K07-2026-000042-X, taken apart where its station's code is known; both databases do it alike.
_CODE = func.length(RECEIPTS.c.station)
_YEAR: ColumnElement[int] = cast(func.substr(RECEIPTS.c.number, _CODE + 2, 4), Integer)
_SEQUENCE: ColumnElement[int] = cast(
    func.substr(RECEIPTS.c.number, _CODE + 7, func.length(RECEIPTS.c.number) - _CODE - 8), BigInteger
)


@dataclass(frozen=True, slots=True)
class NumbersHere:
    """Of a station and year: the lowest number that is here, the highest that was here at some time, and how many are
    here up to that one.
    """

    station: str
    year: int
    lowest: int
    highest: int
    count: int


def numbers_here(connection: Connection, until: str) -> list[NumbersHere]:
    """Return what is here of every station and year; `highest` counts those alone that had come by `until`."""
    tops = (
        select(RECEIPTS.c.station, _YEAR.label("year"), func.max(_SEQUENCE).label("highest"))
        .where(RECEIPTS.c.accepted_at <= until)
        .group_by(RECEIPTS.c.station, _YEAR)
        .subquery()
    )
    same = and_(RECEIPTS.c.station == tops.c.station, tops.c.year == _YEAR, tops.c.highest >= _SEQUENCE)
    columns = (tops.c.station, tops.c.year, func.min(_SEQUENCE), tops.c.highest, func.count())
    rows = connection.execute(
        select(*columns)
        .select_from(RECEIPTS)
        .join(tops, same)
        .group_by(tops.c.station, tops.c.year, tops.c.highest)
        .order_by(tops.c.station, tops.c.year)
    )
    return [NumbersHere(*row) for row in rows]


def receipt_sequences(connection: Connection, station: str) -> list[tuple[int, int]]:
    """Return year and number of every receipt of a station, in order."""
    wanted = select(_YEAR, _SEQUENCE).where(RECEIPTS.c.station == station).order_by(_YEAR, _SEQUENCE)
    return [(year, sequence) for year, sequence in connection.execute(wanted)]
