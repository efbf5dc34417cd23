"""The keys and void receipts that a station keeps, so that it proves paper also while the portal is away.

The root is pinned once, at the first report after enrolment: the portal names it under the key that the enrolment
pinned. From then on lists count by their root alone, and never go back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import msgspec

from shubbak.ports.audit import StationFacts
from shubbak.ports.code_lists import CodeListSource
from shubbak.services.paper_proof import PaperLists
from shubbak.services.station_identity import StationIdentity
from shubbak.wire.key_set import KeySet, has_expired, open_key_set
from shubbak.wire.moment import moment_text
from shubbak.wire.seal import check_text
from shubbak.wire.void_list import Voids, open_void_list
from shubbak.wire.warranted import CodeRoot, ListError, Trust, Warranted, decode_warranted, is_root

#: Names of the facts that are kept.
TRUST, KEY_SET, VOID_LIST = "code-trust", "key-set", "void-list"
_Opened = TypeVar("_Opened")
_Open = Callable[[Warranted, Trust], tuple[_Opened, Trust]]


class _Pinned(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    root: str
    warrant: int


def take_code_lists(facts: StationFacts, source: CodeListSource, identity: StationIdentity, now: datetime) -> bool:
    """Fetch what is newer than what is kept, and keep it; say whether anything was.

    Raises PortalError, StoreError, and ListError for a list that proves nothing, has expired or goes back: what was
    kept before stays.
    """
    trust = _trust(facts) or _pin(facts, source, identity)
    marks = source.list_marks()
    held = kept_lists(facts)
    keys, voids = (held.keys, held.voids) if held else (None, None)
    floor = keys.key_set if isinstance(keys, KeySet) else 0
    taken, before = False, trust.warrant
    if marks.warrant > trust.warrant or marks.key_set > floor:
        trust = _take(facts, KEY_SET, source.key_set(), trust, now, lambda one, by: open_key_set(one, by, floor=floor))
        taken = True
    # A new warrant counts void lists anew; a new key set under the same one does not: never back to an older list.
    least = voids.version if voids and trust.warrant == before else 0
    if taken or marks.void_list > least:
        _take(facts, VOID_LIST, source.void_list(), trust, now, lambda one, by: open_void_list(one, by, floor=least))
        taken = True
    return taken


def kept_lists(facts: StationFacts) -> PaperLists | None:
    """Return the lists that are kept, None without keys; each is checked again. Raises StoreError."""
    trust = _trust(facts)
    if trust is None:
        return None
    keys = _kept(facts, KEY_SET, trust, open_key_set)
    return None if keys is None else PaperLists(keys, _kept(facts, VOID_LIST, trust, open_void_list))


def _trust(facts: StationFacts) -> Trust | None:
    kept = facts.fact(TRUST)
    if not kept:
        return None
    try:
        pinned = msgspec.json.decode(kept, type=_Pinned)
    except msgspec.MsgspecError:
        return None
    return Trust(pinned.root, pinned.warrant)


def _pin(facts: StationFacts, source: CodeListSource, identity: StationIdentity) -> Trust:
    said = source.code_root()
    if not check_text(said.statement, said.signature, identity.portal_signing):
        raise ListError("list-signature")
    try:
        root = msgspec.json.decode(said.statement, type=CodeRoot).code_root
    except msgspec.MsgspecError as error:
        raise ListError("list-shape") from error
    if not is_root(root):
        raise ListError("list-shape")
    return _keep_trust(facts, Trust(root))


def _keep_trust(facts: StationFacts, trust: Trust) -> Trust:
    facts.keep_fact(TRUST, msgspec.json.encode(_Pinned(trust.root, trust.warrant)).decode())
    return trust


def _take(
    facts: StationFacts, name: str, untrusted: Warranted, trust: Trust, now: datetime, open_list: _Open[KeySet | Voids]
) -> Trust:
    opened, newer = open_list(untrusted, trust)
    expires_at = opened.expires_at if isinstance(opened, KeySet) else moment_text(opened.expires_at)
    if has_expired(untrusted, expires_at, now):
        raise ListError("list-expired")
    facts.keep_fact(name, msgspec.json.encode(untrusted).decode())
    return _keep_trust(facts, newer) if newer != trust else trust


def _kept(facts: StationFacts, name: str, trust: Trust, open_list: _Open[_Opened]) -> _Opened | None:
    kept = facts.fact(name)
    try:
        return open_list(decode_warranted(kept), trust)[0] if kept else None
    except ListError:
        return None
