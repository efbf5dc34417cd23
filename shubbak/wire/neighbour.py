"""What two stations of one office say to each other over the LAN: a fresh nonce, a signed call, a signed answer.

A call carries the caller's certificate, which the portal signed, and a signature by the certificate's key over a nonce
that the other side gave out a moment ago; so does the answer, over a nonce of the caller's. What travels inside is a
packet, sealed to the portal by its owner, or the portal's own signed word.
"""

from __future__ import annotations

from typing import Final, Literal, TypeVar

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shubbak.wire.packet import MAX_PACKET_BYTES
from shubbak.wire.station import SignedCertificate

NEIGHBOUR_VERSION = 1
#: A packet and the words around it.
MAX_CALL_BYTES: Final = MAX_PACKET_BYTES + 16_384
MAX_ANSWER_BYTES: Final = 16_384
#: What a station's key also signs (packets' heads, receipts, requests) never begins like this.
_CALL, _ANSWER = b"shubbak neighbour call 1\n", b"shubbak neighbour answer 1\n"


class NeighbourWordError(ValueError):
    """Bytes that are no word of a neighbour. The text is a stable code: neighbour-shape or neighbour-signature."""


class Hello(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is there, and a nonce (hex) for one call."""

    version: int
    station: str
    nonce: str


class Call(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """verb: "carry" brings a packet, "ask" asks what became of one. nonce: the one that was given out for this call;
    my_nonce: what the answer must repeat. digest: SHA-256 of the packet's bytes, hex, "" when none comes along.
    """

    version: int
    caller: str
    called: str
    nonce: str
    my_nonce: str
    verb: Literal["carry", "ask"]
    packet_id: str
    digest: str


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """state: "unknown", "full", "waiting", "refused" (reason says why) or "vouched", with the portal's statement and
    its signature.
    """

    version: int
    caller: str
    called: str
    my_nonce: str
    packet_id: str
    state: Literal["unknown", "full", "waiting", "refused", "vouched"]
    reason: str = ""
    statement: str = ""
    signature: str = ""


class SignedWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """As MessagePack: a call or an answer as exact JSON bytes, who says it, and a packet, or something that was put
    aside and sealed to who hears it, where one comes along.
    """

    certificate: SignedCertificate
    word: bytes
    signature: bytes
    packet: bytes = b""


_Said = TypeVar("_Said", bound=msgspec.Struct)


def sign_call(call: Call, key: Ed25519PrivateKey, certificate: SignedCertificate, packet: bytes = b"") -> bytes:
    """Return a call's bytes; its digest must be the packet's."""
    return sign_word(_CALL, call, key, certificate, packet)


def sign_answer(answer: Answer, key: Ed25519PrivateKey, certificate: SignedCertificate) -> bytes:
    """Return an answer's bytes."""
    return sign_word(_ANSWER, answer, key, certificate, b"")


def read_word(untrusted: bytes) -> SignedWord:
    """Decode a word whose speaker is not yet known; raises NeighbourWordError."""
    if len(untrusted) > MAX_CALL_BYTES:
        raise NeighbourWordError("neighbour-shape")
    try:
        return msgspec.msgpack.decode(untrusted, type=SignedWord)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise NeighbourWordError("neighbour-shape") from error


def read_call(word: SignedWord, caller: Ed25519PublicKey) -> Call:
    """Return the call once its caller signed it; raises NeighbourWordError."""
    return read_said(_CALL, word, caller, Call)


def read_answer(word: SignedWord, called: Ed25519PublicKey) -> Answer:
    """Return the answer once the called station signed it; raises NeighbourWordError."""
    return read_said(_ANSWER, word, called, Answer)


def read_hello(untrusted: bytes) -> Hello:
    """Read who is there; nothing of it is proven yet. Raises NeighbourWordError."""
    try:
        return msgspec.json.decode(untrusted, type=Hello)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise NeighbourWordError("neighbour-shape") from error


def sign_word(
    kind: bytes, said: msgspec.Struct, key: Ed25519PrivateKey, certificate: SignedCertificate, packet: bytes
) -> bytes:
    """Return a word's bytes, signed as one of its kind: what `kind` begins with stands in no other signature."""
    word = msgspec.json.encode(said)
    return msgspec.msgpack.encode(SignedWord(certificate, word, key.sign(kind + word), packet))


def read_said(kind: bytes, word: SignedWord, key: Ed25519PublicKey, shape: type[_Said]) -> _Said:
    """Return what a word says once its speaker signed it as one of this kind; raises NeighbourWordError."""
    try:
        key.verify(word.signature, kind + word.word)
    except InvalidSignature as error:
        raise NeighbourWordError("neighbour-signature") from error
    try:
        said = msgspec.json.decode(word.word, type=shape)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise NeighbourWordError("neighbour-shape") from error
    if getattr(said, "version", None) != NEIGHBOUR_VERSION:
        raise NeighbourWordError("neighbour-shape")
    return said
