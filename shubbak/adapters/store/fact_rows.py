"""The store's small texts by name."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from shubbak.adapters.store import tables

_fact = tables.fact.c


def read_fact(connection: Connection, name: str) -> str:
    """Return what was kept under a name, or ""."""
    return connection.execute(select(_fact.value).where(_fact.name == name)).scalar() or ""


def write_fact(connection: Connection, name: str, value: str) -> None:
    """Keep a value in place of the one before it."""
    row = insert(tables.fact).values(name=name, value=value)
    connection.execute(row.on_conflict_do_update(index_elements=[_fact.name], set_={"value": value}))
