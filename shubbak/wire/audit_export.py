"""The audit trail as a file for an auditor: one JSON line an event, and behind them the head as the station signed it.

A signed head makes a file whose tail was cut, or whose chain was made anew, as visible as the portal's anchors do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shubbak.domain.audit import AuditEvent, AuditHead
from shubbak.wire.seal import check_text, sign_text

EXPORT_VERSION = 1
#: No line of an export is longer; whoever reads one reads no further.
MAX_LINE_BYTES = 4_096


class AuditExportError(ValueError):
    """The file is not a station's audit trail. `code`: audit-file-shape, audit-file-headless (its last line, the
    signed head, is not there) or audit-file-signature.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ExportedEvent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line: an AuditEvent, its link in hex."""

    number: int
    at: str
    kind: str
    subject: str
    detail: str
    link: str


class HeadStatement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the station vouches for: at this time (RFC 3339 UTC) its newest event was this one (link in hex)."""

    version: int
    station: str
    at: str
    number: int
    link: str


class SignedHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The last line. `statement` is the exact JSON text of a HeadStatement; `signature` the station's Ed25519 over it,
    base64.
    """

    statement: str
    signature: str


def write_lines(events: Iterable[AuditEvent], station: str, at: str, key: Ed25519PrivateKey) -> Iterator[bytes]:
    """Return an export's lines, each with its end; the head is that of the last event."""
    head = AuditHead()
    for event in events:
        line = ExportedEvent(event.number, event.at, event.kind, event.subject, event.detail, event.link.hex())
        yield msgspec.json.encode(line) + b"\n"
        head = AuditHead(event.number, event.link)
    text = msgspec.json.encode(HeadStatement(EXPORT_VERSION, station, at, head.number, head.link.hex())).decode()
    yield msgspec.json.encode(SignedHead(text, sign_text(text, key))) + b"\n"


def read_event(untrusted: bytes) -> AuditEvent:
    """Read one event's line; raises AuditExportError."""
    try:
        line = msgspec.json.decode(untrusted, type=ExportedEvent)
        return AuditEvent(line.number, line.at, line.kind, line.subject, line.detail, bytes.fromhex(line.link))
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise AuditExportError("audit-file-shape") from error


def read_head(untrusted: bytes, key: Ed25519PublicKey) -> HeadStatement:
    """Read the last line once the station's signature holds; raises AuditExportError."""
    try:
        signed = msgspec.json.decode(untrusted, type=SignedHead)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise AuditExportError("audit-file-headless") from error
    if not check_text(signed.statement, signed.signature, key):
        raise AuditExportError("audit-file-signature")
    try:
        head = msgspec.json.decode(signed.statement, type=HeadStatement)
    except (msgspec.MsgspecError, ValueError) as error:
        raise AuditExportError("audit-file-shape") from error
    if head.version != EXPORT_VERSION:
        raise AuditExportError("audit-file-shape")
    return head
