"""Lists that the portal signs under the root's warrant: who may sign them, for how long, and how a root is followed.

The root's private key lies in nobody's computer but the keepers'. It signs one short text, the warrant, that names the
portal's list key; the portal signs key sets and void lists with that one by itself, whenever a station enrols or a
receipt is void. Whoever steals the portal's keys loses them with the next warrant. A root that is replaced names its
follower in a succession.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shubbak.wire.moment import parse_moment
from shubbak.wire.seal import check_text

#: More roots than this never followed each other.
MOST_SUCCESSIONS = 16
Number = Annotated[int, msgspec.Meta(ge=1, le=2**53)]
_Shape = TypeVar("_Shape")


class SignedText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`statement` is the exact JSON text of what is said; `signature` an Ed25519 over its UTF-8 bytes, base64."""

    statement: str
    signature: str


class CodeRoot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which root a station pins: said once, signed by the portal's own key that its enrolment pinned.

    code_root: Ed25519, raw, base64.
    """

    code_root: str
    said_at: str


class RootSuccession(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The root that follows this one, signed by this one. next_root: Ed25519, raw, base64."""

    next_root: str
    succeeded_at: str


class ListWarrant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The root's word for the key that signs lists. warrant: counts up, over all roots; a smaller one is over.

    list_key: Ed25519, raw, base64. Times are RFC 3339 UTC.
    """

    warrant: Number
    list_key: str
    issued_at: str
    expires_at: str


class Warranted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A list with everything that proves it. `statement` is the list's exact JSON text, `signature` that of the
    warrant's key over it (Ed25519 over the UTF-8 bytes, base64); the warrant is signed by the last root of the
    successions, the first of them by the root that was pinned.
    """

    statement: str
    signature: str
    warrant: SignedText
    successions: Annotated[list[SignedText], msgspec.Meta(max_length=MOST_SUCCESSIONS)] = []


class ListMarks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The numbers of the portal's newest lists; nobody's word, only a hint at what is worth fetching."""

    warrant: Number
    key_set: Number
    void_list: Number


class ListError(ValueError):
    """A list that proves nothing. The text is a stable code: list-shape, list-root, list-signature, list-expired or
    list-older."""


@dataclass(frozen=True, slots=True)
class Trust:
    """What a verifier goes by. root: base64. warrant: the highest that it has seen, 0 for none."""

    root: str
    warrant: int = 0


def check_warranted(untrusted: Warranted, trust: Trust, shape: type[_Shape]) -> tuple[_Shape, Trust]:
    """Return a list's statement and what to trust from now on; raises ListError list-shape, list-root, list-signature
    or list-older. Whether it has expired, and its own version, the caller looks at.
    """
    root = _last_root(untrusted.successions, trust.root)
    if not _is_signed(untrusted.warrant, root):
        raise ListError("list-root")
    warrant = warrant_of(untrusted)
    if not _is_signed(SignedText(untrusted.statement, untrusted.signature), warrant.list_key):
        raise ListError("list-signature")
    if warrant.warrant < trust.warrant:
        raise ListError("list-older")
    issued_at = instant(warrant.issued_at)
    if instant(warrant.expires_at) <= issued_at:
        raise ListError("list-shape")
    return _decode(untrusted.statement, shape), Trust(root, warrant.warrant)


def decode_warranted(untrusted: bytes | str) -> Warranted:
    """Read a list's JSON, of which nothing is proven yet; raises ListError list-shape."""
    try:
        return msgspec.json.decode(untrusted, type=Warranted)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ListError("list-shape") from error


def warrant_of(checked: Warranted) -> ListWarrant:
    """Return the warrant of a list that was checked before."""
    return _decode(checked.warrant.statement, ListWarrant)


def is_root(text: str) -> bool:
    """Whether a text is an Ed25519 public key, raw, in base64."""
    try:
        _public(text)
    except ListError:
        return False
    return True


def instant(text: str) -> datetime:
    """Read a list's time; raises ListError list-shape."""
    try:
        return parse_moment(text)
    except (ValueError, OverflowError) as error:
        raise ListError("list-shape") from error


def _last_root(successions: list[SignedText], root: str) -> str:
    """Follow the roots from the pinned one on; a list may begin with roots of before it."""
    for signed in successions:
        if _is_signed(signed, root):
            root = _decode(signed.statement, RootSuccession).next_root
    return root


def _is_signed(signed: SignedText, key: str) -> bool:
    return check_text(signed.statement, signed.signature, _public(key))


def _public(key: str) -> Ed25519PublicKey:
    try:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
    except ValueError as error:
        raise ListError("list-shape") from error


def _decode(statement: str, shape: type[_Shape]) -> _Shape:
    try:
        return msgspec.json.decode(statement, type=shape)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ListError("list-shape") from error
