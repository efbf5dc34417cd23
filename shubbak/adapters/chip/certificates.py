"""What is used of a certificate: its key, its days, and what it may sign (RFC 5280, 4.1; Doc 9303-12, 7.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from shubbak.adapters.chip import tlv
from shubbak.ports.chip import ChipError

_SEQUENCE, _VERSION, _EXTENSIONS, _BOOLEAN, _OCTETS = 0x30, 0xA0, 0xA3, 0x01, 0x04
_BASIC_CONSTRAINTS, _KEY_USAGE, _EXTENDED_USAGE = (bytes.fromhex(name) for name in ("551D13", "551D0F", "551D25"))
_DIGITAL_SIGNATURE = 0x80
LARGEST = 16_000


@dataclass(frozen=True, slots=True, repr=False)
class Certificate:
    """One certificate, its signature not verified.

    body: what is signed. key: its SubjectPublicKeyInfo. may_certify: it is an authority's. may_sign: it is a document
    signer's, neither an authority's nor one for other purposes.
    """

    body: bytes
    algorithm: tlv.Node
    signature: bytes
    key: tlv.Node
    first_day: date
    last_day: date
    may_certify: bool
    may_sign: bool

    def holds_on(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@tlv.strict
def parse_certificate(untrusted: bytes) -> Certificate:
    """Return what is used of a certificate in DER; raises ChipError for anything else."""
    outer = tlv.only(untrusted, _SEQUENCE).children
    if len(untrusted) > LARGEST or len(outer) != 3:
        raise ChipError("chip-broken")
    body, algorithm, signature = outer
    parts = body.children
    if parts and parts[0].tag == _VERSION:
        parts = parts[1:]
    if len(parts) < 6:
        raise ChipError("chip-broken")
    days = [_day(node) for node in parts[3].children]
    extensions = _extensions(parts[6:])
    authority = _says_authority(extensions.get(_BASIC_CONSTRAINTS))
    return Certificate(
        body=body.raw,
        algorithm=algorithm,
        signature=signature.value[1:],
        key=parts[5],
        first_day=days[0],
        last_day=days[-1],
        may_certify=authority,
        may_sign=not authority and _EXTENDED_USAGE not in extensions and _says_signer(extensions.get(_KEY_USAGE)),
    )


def _day(node: tlv.Node) -> date:
    """UTCTime (two-digit years from 1950) or GeneralizedTime."""
    text = node.value.decode("ascii", "replace")
    found = re.fullmatch(r"(\d{2}|\d{4})(\d{2})(\d{2})\d{4}(?:\d{2})?Z", text, re.ASCII)
    if not found:
        raise ChipError("chip-broken")
    year = int(found[1]) if len(found[1]) == 4 else int(found[1]) + (1900 if int(found[1]) >= 50 else 2000)
    try:
        return date(year, int(found[2]), int(found[3]))
    except ValueError as error:
        raise ChipError("chip-broken") from error


def _extensions(parts: tuple[tlv.Node, ...]) -> dict[bytes, bytes]:
    for part in parts:
        if part.tag == _EXTENSIONS:
            each = [node.children for node in part.child(_SEQUENCE).children]
            return {nodes[0].value: nodes[-1].value for nodes in each if nodes and nodes[-1].tag == _OCTETS}
    return {}


def _says_authority(constraints: bytes | None) -> bool:
    if constraints is None:
        return False
    return any(node.tag == _BOOLEAN and any(node.value) for node in tlv.only(constraints, _SEQUENCE).children)


def _says_signer(usage: bytes | None) -> bool:
    """A signer without this word may sign; one whose word leaves it out may not."""
    if usage is None:
        return True
    bits = tlv.parse(usage)[0].value if usage else b""
    return len(bits) >= 2 and bool(bits[1] & _DIGITAL_SIGNATURE)
