"""The keys and void receipts that a station keeps, so that it proves paper also while the portal is away.

The root is pinned once, at the first report after enrolment: the portal names it under the key that the enrolment
pinned. From then on lists count by their root alone, and never go back. Root, warrant and both lists are one text in
the store, so that a cut leaves all of them new or all of them old. A text that cannot be read is no reason to ask the
portal whom to trust: who could damage it could choose the moment. Checking stays closed until staff say so
(`forget_code_lists`) or enrol the station anew.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

import msgspec

from shubbak.ports.audit import StationFacts
from shubbak.ports.code_lists import CodeListSource
from shubbak.services.audit import AuditKind, operator_code
from shubbak.services.paper_proof import PaperLists
from shubbak.services.station_identity import StationIdentity
from shubbak.wire.key_set import KeySet, has_expired, open_key_set
from shubbak.wire.moment import moment_text
from shubbak.wire.seal import check_text
from shubbak.wire.void_list import Voids, open_void_list
from shubbak.wire.warranted import CodeRoot, ListError, Trust, Warranted, is_root

#: The name of the fact that is kept.
CODE_LISTS = "code-lists"
#: The ListError of a fact that cannot be read, and the problem that a reader of paper is told.
UNREADABLE = "list-trust-unreadable"
_Opened = TypeVar("_Opened")
_Open = Callable[[Warranted, Trust], tuple[_Opened, Trust]]


class StationRecord(StationFacts, Protocol):
    """Facts, and the trail of who changed them."""

    def note(self, kind: str, subject: str = "", detail: str = "") -> None:
        """Append one event, durably."""


class _Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """who: whose enrolment pinned the root; the lists of an earlier one are not this station's."""

    who: str
    root: str
    warrant: int
    keys: Warranted | None = None
    voids: Warranted | None = None

    @property
    def trust(self) -> Trust:
        return Trust(self.root, self.warrant)


def take_code_lists(facts: StationFacts, source: CodeListSource, identity: StationIdentity, now: datetime) -> bool:
    """Fetch what is newer than what is kept, and keep all of it at once; say whether anything was.

    Raises PortalError, StoreError, and ListError for a list that proves nothing, has expired or goes back, or
    list-trust-unreadable: what was kept before stays.
    """
    kept = _read(facts, identity) or _pin(facts, source, identity)
    marks, held, trust = source.list_marks(), _lists(kept), kept.trust
    floor = held.keys.key_set if held and isinstance(held.keys, KeySet) else 0
    newer = kept
    if marks.warrant > trust.warrant or marks.key_set > floor:
        keys, trust = _checked(source.key_set(), trust, now, lambda one, by: open_key_set(one, by, floor=floor))
        newer = msgspec.structs.replace(newer, keys=keys, root=trust.root, warrant=trust.warrant)
    # A new warrant counts void lists anew; a new key set under the same one does not: never back to an older list.
    least = held.voids.version if held and held.voids and trust.warrant == kept.warrant else 0
    if newer is not kept or marks.void_list > least:
        voids, trust = _checked(source.void_list(), trust, now, lambda one, by: open_void_list(one, by, floor=least))
        newer = msgspec.structs.replace(newer, voids=voids, root=trust.root, warrant=trust.warrant)
    if newer is kept:
        return False
    _keep(facts, newer)
    return True


def kept_lists(facts: StationFacts, identity: StationIdentity) -> PaperLists | None:
    """Return the lists that are kept, None without keys; each is checked again.

    Raises StoreError, and ListError list-trust-unreadable.
    """
    kept = _read(facts, identity)
    return None if kept is None else _lists(kept)


def is_trust_unreadable(facts: StationFacts, identity: StationIdentity) -> bool:
    """Say whether nobody can tell whose lists count here, until staff have looked at the machine; raises StoreError."""
    try:
        _read(facts, identity)
    except ListError:
        return True
    return False


def forget_code_lists(record: StationRecord, operator: str) -> None:
    """Let the next report pin the root anew, on the word of somebody named; raises StoreError."""
    record.note(AuditKind.CODE_LISTS_FORGOTTEN, operator_code(operator) if operator else "")
    record.keep_fact(CODE_LISTS, "")


def _read(facts: StationFacts, identity: StationIdentity) -> _Kept | None:
    text = facts.fact(CODE_LISTS)
    if not text:
        return None
    try:
        kept = msgspec.json.decode(text, type=_Kept)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ListError(UNREADABLE) from error
    if kept.who != identity.enrolment:
        return None
    if not is_root(kept.root):
        raise ListError(UNREADABLE)
    return kept


def _lists(kept: _Kept) -> PaperLists | None:
    keys = _opened(kept.keys, kept.trust, open_key_set)
    return None if keys is None else PaperLists(keys, _opened(kept.voids, kept.trust, open_void_list))


def _pin(facts: StationFacts, source: CodeListSource, identity: StationIdentity) -> _Kept:
    said = source.code_root()
    if not check_text(said.statement, said.signature, identity.portal_signing):
        raise ListError("list-signature")
    try:
        root = msgspec.json.decode(said.statement, type=CodeRoot).code_root
    except msgspec.MsgspecError as error:
        raise ListError("list-shape") from error
    if not is_root(root):
        raise ListError("list-shape")
    return _keep(facts, _Kept(identity.enrolment, root, 0))


def _keep(facts: StationFacts, kept: _Kept) -> _Kept:
    facts.keep_fact(CODE_LISTS, msgspec.json.encode(kept).decode())
    return kept


def _checked(
    untrusted: Warranted, trust: Trust, now: datetime, open_list: _Open[KeySet | Voids]
) -> tuple[Warranted, Trust]:
    opened, newer = open_list(untrusted, trust)
    expires_at = opened.expires_at if isinstance(opened, KeySet) else moment_text(opened.expires_at)
    if has_expired(untrusted, expires_at, now):
        raise ListError("list-expired")
    return untrusted, newer


def _opened(kept: Warranted | None, trust: Trust, open_list: _Open[_Opened]) -> _Opened | None:
    try:
        return open_list(kept, trust)[0] if kept else None
    except ListError:
        return None
