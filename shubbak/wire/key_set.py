"""The key set: every key that signs codes on paper, with its dates and what it may sign, as one signed list."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from shubbak.wire.station import ReceiptKey
from shubbak.wire.warranted import ListError, Number, Trust, Warranted, check_warranted, instant, warrant_of

#: The key ids of codes have two bytes.
MOST_KEYS = 0x10000
#: The longest answer that is read: as many keys with long names have 30 MB, 10,000 stations 4 MB.
LONGEST_KEY_SET = 32 * 1024 * 1024


class KeySet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All keys, also those that have ended: what they signed before stays good.

    key_set: the version, counts up with every change. Times are RFC 3339 UTC. Two keys of one station may overlap,
    which is how a station gets a new one.
    """

    key_set: Number
    issued_at: str
    expires_at: str
    keys: Annotated[list[ReceiptKey], msgspec.Meta(max_length=MOST_KEYS)]


def open_key_set(untrusted: Warranted, trust: Trust, *, floor: int = 0) -> tuple[KeySet, Trust]:
    """Return the keys and what to trust from now on; raises ListError. floor: the version already held under the same
    warrant, below which nothing is taken; a newer warrant begins a new count.
    """
    key_set, newer = check_warranted(untrusted, trust, KeySet)
    if newer.warrant == trust.warrant and key_set.key_set < floor:
        raise ListError("list-older")
    if instant(key_set.expires_at) <= instant(key_set.issued_at):
        raise ListError("list-shape")
    if len({key.key_id for key in key_set.keys}) != len(key_set.keys):
        raise ListError("list-shape")
    for key in key_set.keys:
        instant(key.valid_from)
        if key.valid_to:
            instant(key.valid_to)
    return key_set, newer


def has_expired(checked: Warranted, expires_at: str, at: datetime) -> bool:
    """Whether a list that was checked, or its warrant, is over at an aware time. It still proves what is older."""
    return at >= min(instant(expires_at), instant(warrant_of(checked).expires_at))
