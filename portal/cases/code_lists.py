"""The signed lists that prove paper without the portal: all keys, and the receipts and outputs that are void.

A list is made anew when what it says has changed, and when it is asked for and has grown old: no clockwork that could
stand still.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec
from sqlalchemy import Connection

from portal.assembly import Portal, stamp
from portal.code_root import CodeAuthority, open_authority
from portal.refusal import RefusalError
from portal.store.code_list_store import StoredList, newest_list, put_list, void_numbers
from portal.store.issuing_key_store import issuing_keys
from portal.store.output_store import void_outputs
from portal.store.station_store import receipt_keys
from shubbak.domain.output_number import parse_output_number
from shubbak.domain.receipt import parse_receipt_number
from shubbak.wire.key_set import KeySet
from shubbak.wire.seal import sign_text
from shubbak.wire.station import ReceiptKey
from shubbak.wire.void_list import VoidList, listed_as, pack_voids
from shubbak.wire.warranted import CodeRoot, ListMarks, SignedText, Warranted

#: A station may be without the portal as long as it may work at all; what it holds is good that long.
LIST_LIFE = timedelta(days=45)
KEYS_AGE = timedelta(days=1)
VOIDS_AGE = timedelta(hours=1)
#: Another process was first so often in a row: something else is wrong.
_TRIES = 5
_Content = TypeVar("_Content")


def key_set(portal: Portal) -> Warranted:
    """Return all keys that sign codes, under the newest warrant; raises KeyFileError and OSError."""
    return authority(portal).sign_again(_keys(portal).body)


def void_list(portal: Portal) -> Warranted:
    """Return which receipts and outputs are void, under the newest warrant; raises KeyFileError and OSError."""
    return authority(portal).sign_again(_voids(portal).body)


def code_root(portal: Portal) -> SignedText:
    """Return the root that stations pin, under the key that their enrolment pinned; raises KeyFileError and OSError."""
    root = CodeRoot(authority(portal).file.root, stamp(portal.now()))
    text = msgspec.json.encode(root).decode()
    return SignedText(text, sign_text(text, portal.keys.signing))


def list_marks(portal: Portal) -> ListMarks:
    """Return the numbers of the newest lists, so that nobody fetches what they have; raises as the lists do."""
    return ListMarks(authority(portal).warrant.warrant, _keys(portal).version, _voids(portal).version)


def authority(portal: Portal) -> CodeAuthority:
    """Return the portal's right to sign lists; raises KeyFileError and OSError."""
    return open_authority(portal.codes, portal.now())


def _keys(portal: Portal) -> StoredList:
    def read(connection: Connection) -> list[ReceiptKey]:
        return [*receipt_keys(connection), *issuing_keys(connection)]

    def build(keys: list[ReceiptKey], version: int, issued_at: str, expires_at: str) -> KeySet:
        return KeySet(version, issued_at, expires_at, keys)

    return _newest(portal, "keys", KEYS_AGE, read, build)


def _voids(portal: Portal) -> StoredList:
    def read(connection: Connection) -> tuple[list[str], list[str]]:
        return void_numbers(connection), void_outputs(connection)

    def build(numbers: tuple[list[str], list[str]], version: int, issued_at: str, expires_at: str) -> VoidList:
        receipts, outputs = numbers
        issued = (listed_as(parse_output_number(number)) for number in outputs)
        ranges, bits = pack_voids([*map(parse_receipt_number, receipts), *issued])
        return VoidList(version, issued_at, expires_at, ranges, bits)

    return _newest(portal, "voids", VOIDS_AGE, read, build)


def _newest(
    portal: Portal,
    kind: str,
    age: timedelta,
    read: Callable[[Connection], _Content],
    build: Callable[[_Content, int, str, str], KeySet | VoidList],
) -> StoredList:
    """Return the stored list, or a new one where it says something else or has grown old.

    What it says is read behind the version that it follows: a list of what was read before another process put its own
    would take back what that one made void.
    """
    now = portal.now()
    for _ in range(_TRIES):
        with portal.database.read() as connection:
            before = newest_list(connection, kind)
            content = read(connection)
        digest = hashlib.sha256(msgspec.json.encode(content)).hexdigest()
        if before is not None and before.digest == digest and _is_fresh(before, age, now):
            return before
        with portal.database.write() as connection:
            version = 1 if before is None else before.version + 1
            statement = build(content, version, stamp(now), stamp(now + LIST_LIFE))
            new = StoredList(version, digest, msgspec.json.encode(statement).decode(), stamp(now))
            if put_list(connection, kind, new):
                return new
    raise RefusalError("store-unavailable", retry_after=1)


def _is_fresh(stored: StoredList, age: timedelta, now: datetime) -> bool:
    made_at = datetime.fromisoformat(stored.made_at)
    return made_at <= now < made_at + age
