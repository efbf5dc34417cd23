"""Signing staff in and out: a password against a session, with a growing wait after wrong ones.

The only door for staff: whoever brings another way to say who somebody is (OIDC) makes a session here as well.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from portal.assembly import Portal, stamp
from portal.cases.staff_accounts import name_key, password_fits
from portal.refusal import RefusalError
from portal.store import staff_store
from portal.store.staff_store import StaffAccount, WrongTries

#: Wrong tries that cost nothing; each one after them doubles the wait, up to the longest.
FREE_TRIES = 3
LONGEST_WAIT = timedelta(minutes=5)
_TRIES_REMEMBERED = timedelta(hours=1)
SESSION_LIFE = timedelta(hours=12)
SESSION_IDLE = timedelta(minutes=30)
_TOUCHED_EVERY = timedelta(minutes=1)


def sign_in(portal: Portal, untrusted_name: str, untrusted_password: str) -> str:
    """Return a new session's secret token for a right name and password.

    Raises RefusalError sign-in-wrong, or sign-in-wait with the seconds to wait. A try is counted before it is checked,
    and an unknown name is counted, waits and takes as long as a known one.
    """
    key = name_key(untrusted_name)
    tries = _count_try(portal, _hash(key))
    with portal.database.read() as connection:
        account = staff_store.find_account(connection, key)
    if not password_fits(account, untrusted_password):
        wait = wait_after(tries.count)
        raise RefusalError("sign-in-wrong", retry_after=int(wait.total_seconds()))
    return _begin(portal, key)


def wait_after(wrong_tries: int) -> timedelta:
    """Return how long a name waits after this many wrong tries in a row."""
    if wrong_tries <= FREE_TRIES:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(wrong_tries - FREE_TRIES, 16)), LONGEST_WAIT)


def _count_try(portal: Portal, name_hash: str) -> WrongTries:
    now = portal.now()
    with portal.database.write() as connection:
        staff_store.forget_old_tries(connection, stamp(now - _TRIES_REMEMBERED))
        tries = staff_store.lock_tries(connection, name_hash)
        if tries.last_at > stamp(now):
            # Written by a clock that has since stepped back: the wait begins anew, and then passes.
            tries = WrongTries(tries.count, stamp(now))
        left = _wait_left(tries, now)
        if left <= timedelta(0):
            tries = WrongTries(tries.count + 1, stamp(now))
        staff_store.keep_tries(connection, name_hash, tries)
    if left > timedelta(0):
        raise RefusalError("sign-in-wait", retry_after=int(left.total_seconds()) + 1)
    return tries


def _wait_left(tries: WrongTries, now: datetime) -> timedelta:
    if not tries.last_at:
        return timedelta(0)
    return datetime.fromisoformat(tries.last_at) + wait_after(tries.count) - now


def _begin(portal: Portal, key: str) -> str:
    now = portal.now()
    token = secrets.token_urlsafe(32)
    with portal.database.write() as connection:
        staff_store.forget_tries(connection, _hash(key))
        staff_store.end_stale_sessions(connection, stamp(now - SESSION_LIFE), stamp(now - SESSION_IDLE))
        staff_store.add_session(connection, _hash(token), key, stamp(now))
    return token


def signed_in(portal: Portal, untrusted_token: str) -> StaffAccount | None:
    """Return whose session this is, None when it is nobody's, has ended, or was left alone for too long."""
    token_hash, now = _hash(untrusted_token), portal.now()
    with portal.database.read() as connection:
        session = staff_store.find_session(connection, token_hash)
    if session is None:
        return None
    began, seen = (datetime.fromisoformat(text) for text in (session.began_at, session.seen_at))
    if now - began > SESSION_LIFE or now - seen > SESSION_IDLE:
        return None
    if now - seen >= _TOUCHED_EVERY:
        with portal.database.write() as connection:
            staff_store.touch_session(connection, token_hash, stamp(now))
    return session.account


def sign_out(portal: Portal, untrusted_token: str) -> None:
    """End a session, if it is one."""
    with portal.database.write() as connection:
        staff_store.end_session(connection, _hash(untrusted_token))


def form_token(token: str) -> str:
    """Return what a form of this session carries, so that no other site's form can be sent in its name."""
    return hashlib.sha256(f"form:{token}".encode()).hexdigest()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
