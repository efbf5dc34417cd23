"""Rows about staff: their accounts, what they sign in with, who is signed in, and wrong tries."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from portal.store.counter_store import insert_into
from portal.store.fleet_tables import SIGN_IN_TRIES, STAFF, STAFF_SESSIONS


@dataclass(frozen=True, slots=True)
class StaffAccount:
    """A named person. name_key: the name as it is compared. salt, verifier: base64. ended_at: "" while it is good."""

    name_key: str
    name: str
    role: str
    salt: str
    verifier: str
    created_at: str
    ended_at: str = ""


@dataclass(frozen=True, slots=True)
class StaffSession:
    """Somebody who is signed in, and since when; `seen_at` their last request, to the minute."""

    account: StaffAccount
    began_at: str
    seen_at: str


@dataclass(frozen=True, slots=True)
class WrongTries:
    """How often a name was tried wrongly, and when last ("" never)."""

    count: int = 0
    last_at: str = ""


def put_account(connection: Connection, account: StaffAccount) -> None:
    """Keep an account in place of one of the same name, whose sessions end."""
    end_sessions(connection, account.name_key)
    content = {
        "name": account.name,
        "role": account.role,
        "salt": account.salt,
        "verifier": account.verifier,
        "created_at": account.created_at,
        "ended_at": account.ended_at,
    }
    statement = insert_into(connection, STAFF).values(name_key=account.name_key, **content)
    connection.execute(statement.on_conflict_do_update(index_elements=["name_key"], set_=content))


def end_account(connection: Connection, name_key: str, now: str) -> bool:
    """End a good account and its sessions; False when there is none."""
    end_sessions(connection, name_key)
    good = (STAFF.c.name_key == name_key, STAFF.c.ended_at == "")
    return connection.execute(update(STAFF).where(*good).values(ended_at=now)).rowcount == 1


def find_account(connection: Connection, name_key: str) -> StaffAccount | None:
    """Return a good account, None for an unknown name and one that has ended."""
    wanted = select(STAFF).where(STAFF.c.name_key == name_key, STAFF.c.ended_at == "")
    row = connection.execute(wanted).one_or_none()
    return None if row is None else StaffAccount(*row)


def list_accounts(connection: Connection) -> list[StaffAccount]:
    """Return all accounts, also those that have ended, by name."""
    return [StaffAccount(*row) for row in connection.execute(select(STAFF).order_by(STAFF.c.name_key))]


def lock_tries(connection: Connection, name_hash: str) -> WrongTries:
    """Return the wrong tries of a name and let nobody else have them until this transaction ends."""
    fresh = insert_into(connection, SIGN_IN_TRIES).values(name_hash=name_hash, tries=0, last_at="")
    connection.execute(fresh.on_conflict_do_nothing())
    wanted = select(SIGN_IN_TRIES).where(SIGN_IN_TRIES.c.name_hash == name_hash)
    row = connection.execute(wanted.with_for_update()).one()
    return WrongTries(row.tries, row.last_at)


def keep_tries(connection: Connection, name_hash: str, tries: WrongTries) -> None:
    """Write down the wrong tries of a name that was locked before."""
    which = SIGN_IN_TRIES.c.name_hash == name_hash
    connection.execute(update(SIGN_IN_TRIES).where(which).values(tries=tries.count, last_at=tries.last_at))


def forget_tries(connection: Connection, name_hash: str) -> None:
    """Forget the wrong tries of a name."""
    connection.execute(delete(SIGN_IN_TRIES).where(SIGN_IN_TRIES.c.name_hash == name_hash))


def forget_old_tries(connection: Connection, before: str) -> None:
    """Forget the tries of every name whose last one was before a time, so that made-up names do not pile up."""
    old = (SIGN_IN_TRIES.c.last_at != "") & (SIGN_IN_TRIES.c.last_at < before)
    connection.execute(delete(SIGN_IN_TRIES).where(old))


def add_session(connection: Connection, token_hash: str, name_key: str, now: str) -> None:
    """Write down that somebody signed in."""
    connection.execute(
        insert(STAFF_SESSIONS).values(token_hash=token_hash, name_key=name_key, began_at=now, seen_at=now)
    )


def find_session(connection: Connection, token_hash: str) -> StaffSession | None:
    """Return a session of a good account, however old."""
    row = connection.execute(select(STAFF_SESSIONS).where(STAFF_SESSIONS.c.token_hash == token_hash)).one_or_none()
    account = None if row is None else find_account(connection, row.name_key)
    if row is None or account is None:
        return None
    return StaffSession(account, row.began_at, row.seen_at)


def touch_session(connection: Connection, token_hash: str, now: str) -> None:
    """Write down that somebody is still there."""
    connection.execute(update(STAFF_SESSIONS).where(STAFF_SESSIONS.c.token_hash == token_hash).values(seen_at=now))


def end_session(connection: Connection, token_hash: str) -> None:
    """End one session, if it is there."""
    connection.execute(delete(STAFF_SESSIONS).where(STAFF_SESSIONS.c.token_hash == token_hash))


def end_sessions(connection: Connection, name_key: str) -> None:
    """End all sessions of a name."""
    connection.execute(delete(STAFF_SESSIONS).where(STAFF_SESSIONS.c.name_key == name_key))


def end_stale_sessions(connection: Connection, began_before: str, seen_before: str) -> None:
    """End sessions that are too old or were left alone for too long."""
    stale = (STAFF_SESSIONS.c.began_at < began_before) | (STAFF_SESSIONS.c.seen_at < seen_before)
    connection.execute(delete(STAFF_SESSIONS).where(stale))
