"""What two counters of one office say about applications put aside; names and answers are sealed to who hears them.

A call carries the key to seal to, under its caller's signature over a fresh nonce; the answer says by what handing the
draft went. The seal binds what it holds to the draft, the handing, both stations and both certificates.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shubbak.wire.moment import parse_moment
from shubbak.wire.neighbour import NeighbourWordError, SignedWord, read_said, sign_word
from shubbak.wire.station import SignedCertificate

#: Lines of one answer; the others come once these are gone.
MOST_LINES: Final = 200
_CALL, _ANSWER = b"shubbak handing call 1\n", b"shubbak handing answer 1\n"
DraftState = Literal["free", "open", "yours"]
HandingState = Literal["listed", "given", "open", "gone", "confirmed", "unknown", "disowned", "held"]
HandingVerb = Literal["list", "take", "confirm", "disown"]


class HandingCall(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """verb: "list" what is put aside there; "take" one; "confirm" that one is kept here; "disown" one that may have
    gone to the called station. handing: the handing's nonce for the last two. sealing_key: base64 of ML-KEM-768's
    and X25519's public halves for the first two. nonce and my_nonce as in `wire.neighbour.Call`.
    """

    version: int
    caller: str
    called: str
    nonce: str
    my_nonce: str
    verb: HandingVerb
    draft_id: str = ""
    handing: str = ""
    sealing_key: str = ""


class HandingAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """state: "listed"; "given" by `handing`; "open" on the screen there or "gone"; "confirmed" or "unknown"; "disowned"
    for good or "held". digest: SHA-256 of what comes along sealed, hex, "" when nothing does.
    """

    version: int
    caller: str
    called: str
    my_nonce: str
    draft_id: str
    state: HandingState
    handing: str = ""
    digest: str = ""


class WireLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One draft of a list. state: "free", "open" on a screen, or "yours": given to the caller, who did not confirm."""

    id: str
    service_id: str
    service_version: int
    operator: str
    person: str
    kept_at: str
    size: int
    state: DraftState


class WireGiven(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A draft (`wire.draft`) and since when it has been put aside, RFC 3339 UTC."""

    kept_at: str
    body: bytes


def sign_handing_call(call: HandingCall, key: Ed25519PrivateKey, certificate: SignedCertificate) -> bytes:
    """Return a call's bytes."""
    return sign_word(_CALL, call, key, certificate, b"")


def sign_handing_answer(
    answer: HandingAnswer, key: Ed25519PrivateKey, certificate: SignedCertificate, sealed: bytes
) -> bytes:
    """Return an answer's bytes; its digest must be that of what is sealed."""
    return sign_word(_ANSWER, answer, key, certificate, sealed)


def read_handing_call(word: SignedWord, caller: Ed25519PublicKey) -> HandingCall:
    """Return the call once its caller signed it; raises NeighbourWordError."""
    return read_said(_CALL, word, caller, HandingCall)


def read_handing_answer(word: SignedWord, called: Ed25519PublicKey) -> HandingAnswer:
    """Return the answer once the called station signed it; raises NeighbourWordError."""
    return read_said(_ANSWER, word, called, HandingAnswer)


def write_lines(lines: list[WireLine]) -> bytes:
    """Return a list as MessagePack."""
    return msgspec.msgpack.encode(lines[:MOST_LINES])


def read_lines(untrusted: bytes) -> list[WireLine]:
    """Read what `write_lines` wrote; raises NeighbourWordError without quoting it."""
    try:
        lines = msgspec.msgpack.decode(untrusted, type=list[WireLine])
        for line in lines:
            parse_moment(line.kept_at)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise NeighbourWordError("neighbour-shape") from None
    return lines


def read_given(untrusted: bytes) -> WireGiven:
    """Read a draft that was given; raises NeighbourWordError without quoting it."""
    try:
        given = msgspec.msgpack.decode(untrusted, type=WireGiven)
        parse_moment(given.kept_at)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise NeighbourWordError("neighbour-shape") from None
    return given


def handing_info(what: str, handing: str, giver: tuple[str, int], taker: tuple[str, int]) -> bytes:
    """Return what a seal is bound to. what: the draft's id, or "list"; giver and taker: station and certificate's
    serial; handing: the handing's nonce, or the caller's for a list.
    """
    return f"shubbak handing 1:{what}/{handing}/{giver[0]}/{giver[1]}/{taker[0]}/{taker[1]}".encode()
