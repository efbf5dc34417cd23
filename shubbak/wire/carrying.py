"""Packets carried on a stick: a folder a station, in it a signed list, one file a packet, and the portal's answers.

    shubbak-carry-K07/manifest.json          what the station says is here, signed
    shubbak-carry-K07/<packet id>.packet     the packet's exact bytes: sealed to the portal, signed by the station
    shubbak-carry-K07/<packet id>.answer     the portal's signed word about it

Names are ids, so a lost stick tells nobody who applied for what.
"""

from __future__ import annotations

import re

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shubbak.wire.packet import Acknowledgement
from shubbak.wire.seal import check_text, sign_text

CARRYING_VERSION = 1
MANIFEST = "manifest.json"
#: A station with more waiting carries the others on the next way.
MOST_PACKETS = 2_000
MAX_MANIFEST_BYTES = 1_000_000
MAX_ANSWER_BYTES = 16_384
_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_FOLDER = re.compile(r"shubbak-carry-([0-9A-HJ-NP-W]{1,8})")
_PACKET = re.compile(rf"({_ID})\.packet")
_ANSWER = re.compile(rf"({_ID})\.answer")
_REASON = re.compile(r"[a-z0-9-]{1,60}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class CarryingError(ValueError):
    """What lies on the stick is not what it should be. `code`: stick-name, stick-manifest-shape,
    stick-manifest-signature, stick-manifest-for-another, stick-answer-shape, stick-answer-signature,
    stick-answer-for-another, stick-packet-unknown, stick-packet-changed or a code of `shubbak.wire.seal`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class CarriedPacket(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One packet in the list: `digest` is SHA-256 of its file in hex, `size` the file's bytes."""

    id: str
    sequence: int
    digest: str
    size: int


class CarryManifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the station put there, and when (RFC 3339 UTC)."""

    version: int
    station: str
    made_at: str
    packets: list[CarriedPacket]


class SignedManifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`manifest` is the exact JSON text of a CarryManifest; `signature` the station's Ed25519 over it, base64."""

    manifest: str
    signature: str


class CarriedRefusal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The portal will never take this file (SHA-256 in hex) as it is; `reason` is the code that it gives on the line,
    too.
    """

    version: int
    id: str
    digest: str
    reason: str
    refused_at: str


class SignedRefusal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`refusal` is the exact JSON text of a CarriedRefusal; `signature` the portal's Ed25519 over it, base64."""

    refusal: str
    signature: str


class CarriedAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer's file: just one of the two."""

    acknowledgement: Acknowledgement | None = None
    refusal: SignedRefusal | None = None


def folder_name(station: str) -> str:
    """Return the name of a station's folder."""
    return f"shubbak-carry-{station}"


def station_of(untrusted_folder: str) -> str:
    """Return whose folder a name says it is, "" for any other name."""
    found = _FOLDER.fullmatch(untrusted_folder)
    return found[1] if found else ""


def packet_name(packet_id: str) -> str:
    """Return the name of a packet's file."""
    return f"{packet_id}.packet"


def answer_name(packet_id: str) -> str:
    """Return the name of the file with the portal's answer to a packet."""
    return f"{packet_id}.answer"


def packet_of(untrusted_name: str) -> str:
    """Return the id in a packet file's name, "" for any other name."""
    found = _PACKET.fullmatch(untrusted_name)
    return found[1] if found else ""


def answer_of(untrusted_name: str) -> str:
    """Return the id in an answer file's name, "" for any other name."""
    found = _ANSWER.fullmatch(untrusted_name)
    return found[1] if found else ""


def sign_manifest(manifest: CarryManifest, key: Ed25519PrivateKey) -> bytes:
    """Return the manifest's file."""
    text = msgspec.json.encode(manifest).decode()
    return msgspec.json.encode(SignedManifest(text, sign_text(text, key)))


def read_manifest(untrusted: bytes, station: str, keys: tuple[Ed25519PublicKey, ...]) -> CarryManifest:
    """Return a list that the station signed with one of its keys and that can be worked with; raises CarryingError."""
    try:
        signed = msgspec.json.decode(untrusted, type=SignedManifest)
        if not any(check_text(signed.manifest, signed.signature, key) for key in keys):
            raise CarryingError("stick-manifest-signature")
        manifest = msgspec.json.decode(signed.manifest, type=CarryManifest)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise CarryingError("stick-manifest-shape") from error
    if manifest.station != station:
        raise CarryingError("stick-manifest-for-another")
    ids = [one.id for one in manifest.packets]
    if manifest.version != CARRYING_VERSION or len(ids) > MOST_PACKETS or len(set(ids)) != len(ids):
        raise CarryingError("stick-manifest-shape")
    if not all(packet_of(packet_name(one.id)) and _DIGEST.fullmatch(one.digest) for one in manifest.packets):
        raise CarryingError("stick-manifest-shape")
    return manifest


def write_acknowledgement(acknowledgement: Acknowledgement) -> bytes:
    """Return the answer's file for a packet that the portal has."""
    return msgspec.json.encode(CarriedAnswer(acknowledgement=acknowledgement))


def write_refusal(refusal: CarriedRefusal, key: Ed25519PrivateKey) -> bytes:
    """Return the answer's file for a packet that the portal will never take."""
    text = msgspec.json.encode(refusal).decode()
    return msgspec.json.encode(CarriedAnswer(refusal=SignedRefusal(text, sign_text(text, key))))


def read_answer(untrusted: bytes) -> CarriedAnswer:
    """Read an answer's file, whose signature is still to be checked; raises CarryingError."""
    try:
        answer = msgspec.json.decode(untrusted, type=CarriedAnswer)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise CarryingError("stick-answer-shape") from error
    if (answer.acknowledgement is None) is (answer.refusal is None):
        raise CarryingError("stick-answer-shape")
    return answer


def read_refusal(
    untrusted: SignedRefusal, portal_key: Ed25519PublicKey, packet_id: str, file_digest: str
) -> CarriedRefusal:
    """Return a refusal that the portal signed for this very file; raises CarryingError."""
    if not check_text(untrusted.refusal, untrusted.signature, portal_key):
        raise CarryingError("stick-answer-signature")
    try:
        refusal = msgspec.json.decode(untrusted.refusal, type=CarriedRefusal)
    except msgspec.MsgspecError as error:
        raise CarryingError("stick-answer-shape") from error
    if not _REASON.fullmatch(refusal.reason):
        raise CarryingError("stick-answer-shape")
    if (refusal.version, refusal.id, refusal.digest) != (CARRYING_VERSION, packet_id, file_digest):
        raise CarryingError("stick-answer-for-another")
    return refusal
