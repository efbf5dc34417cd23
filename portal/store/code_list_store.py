"""Rows about signed lists and voidings: each list's newest text, and who made which receipt void, when and why."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BigInteger, Column, Connection, Table, Text, insert, select, update

from portal.store.counter_store import insert_into
from portal.store.tables import METADATA, RECEIPTS

CODE_LISTS = Table(
    "code_lists",  # the newest text of each kind; the version never goes back, whatever becomes of the text
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("digest", Text, nullable=False),
    Column("body", Text, nullable=False),  # the exact JSON text that is signed
    Column("made_at", Text, nullable=False),
)

VOIDINGS = Table(
    "voidings",  # only ever added to: the migration's triggers refuse everything else
    METADATA,
    Column("number", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("voided_by", Text, nullable=False),
    Column("voided_at", Text, nullable=False),
)


@dataclass(frozen=True, slots=True)
class StoredList:
    """A list as it was signed last. digest: SHA-256 over what it says, without its version and times."""

    version: int
    digest: str
    body: str
    made_at: str


@dataclass(frozen=True, slots=True)
class Voiding:
    """Who made a receipt void, when and why; all "" for one from before that was asked."""

    number: str
    reason: str
    voided_by: str
    voided_at: str


def newest_list(connection: Connection, kind: str) -> StoredList | None:
    """Return the newest list of a kind, None before the first."""
    row = connection.execute(select(CODE_LISTS).where(CODE_LISTS.c.kind == kind)).one_or_none()
    return None if row is None else StoredList(row.version, row.digest, row.body, row.made_at)


def put_list(connection: Connection, kind: str, new: StoredList) -> bool:
    """Put a list in the place of the version before it; False when another process was first."""
    values = {"version": new.version, "digest": new.digest, "body": new.body, "made_at": new.made_at}
    if new.version == 1:
        first = insert_into(connection, CODE_LISTS).values(kind=kind, **values).on_conflict_do_nothing()
        return connection.execute(first.returning(CODE_LISTS.c.version)).one_or_none() is not None
    before = (CODE_LISTS.c.kind == kind) & (CODE_LISTS.c.version == new.version - 1)
    return connection.execute(update(CODE_LISTS).where(before).values(values)).rowcount == 1


def void_receipt(connection: Connection, voiding: Voiding) -> bool:
    """Mark a receipt as void and keep by whom; False when nothing was accepted under its number, or it is void."""
    accepted = (RECEIPTS.c.number == voiding.number) & (RECEIPTS.c.status != "void")
    if connection.execute(update(RECEIPTS).where(accepted).values(status="void")).rowcount != 1:
        return False
    values = {name: getattr(voiding, name) for name in Voiding.__slots__}
    connection.execute(insert(VOIDINGS).values(values))
    return True


def find_voiding(connection: Connection, number: str) -> Voiding | None:
    """Return who made a receipt void, None for one that is not."""
    row = connection.execute(select(VOIDINGS).where(VOIDINGS.c.number == number)).one_or_none()
    return None if row is None else Voiding(row.number, row.reason, row.voided_by, row.voided_at)


def void_numbers(connection: Connection) -> list[str]:
    """Return the number of every void receipt, in their order."""
    return list(connection.execute(select(VOIDINGS.c.number).order_by(VOIDINGS.c.number)).scalars())
