"""Numbers given out one after the other, and the few facts a database keeps of itself; alike on both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from portal.store.tables import COUNTERS, FACTS


def next_number(connection: Connection, name: str) -> int:
    """Return the next number of that name, from 1; others who want one wait until this transaction ends."""
    statement = insert_into(connection, COUNTERS).values(name=name, last=1)
    raised = statement.on_conflict_do_update(index_elements=["name"], set_={"last": COUNTERS.c.last + 1})
    return int(connection.execute(raised.returning(COUNTERS.c.last)).scalar_one())


def settle_fact(connection: Connection, name: str, value: str) -> str:
    """Write a fact unless it is already written; return what is written."""
    connection.execute(insert_into(connection, FACTS).values(name=name, value=value).on_conflict_do_nothing())
    return str(connection.execute(select(FACTS.c.value).where(FACTS.c.name == name)).scalar_one())


def insert_into(connection: Connection, table: Table) -> Any:
    """Begin an INSERT that can say what happens on a conflict, in the database's own dialect."""
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
