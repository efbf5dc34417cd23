"""The document security object: the digests of the chip's files, signed by the document signer (Doc 9303-10, 4.6.2).

It is CMS SignedData (RFC 5652) in DER; only the one form that Doc 9303 prescribes is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shubbak.adapters.chip import tlv
from shubbak.adapters.chip.certificates import Certificate, parse_certificate
from shubbak.adapters.chip.signatures import digest, verify
from shubbak.ports.chip import ChipError, Verdict

_FILE, _SEQUENCE, _SET, _OBJECT, _INTEGER, _OCTETS = 0x77, 0x30, 0x31, 0x06, 0x02, 0x04
_INSIDE = 0xA0
_SIGNED_DATA, _DIGESTS = bytes.fromhex("2A864886F70D010702"), bytes.fromhex("678108010101")
_CONTENT_TYPE, _MESSAGE_DIGEST = bytes.fromhex("2A864886F70D010903"), bytes.fromhex("2A864886F70D010904")
_MOST_GROUPS, _MOST_CERTIFICATES = 16, 4


@dataclass(frozen=True, slots=True, repr=False)
class SecurityObject:
    """What was read of it, nothing verified.

    content: the list of digests. attributes: what the signature covers, the digest of the content among it.
    """

    content: bytes
    digest_name: bytes
    digests: Mapping[int, bytes]
    certificates: tuple[Certificate, ...]
    attributes: bytes
    signer_digest_name: bytes
    algorithm: tlv.Node
    signature: bytes

    def unchanged(self, groups: Mapping[int, bytes]) -> Verdict:
        """Say whether the files read, by their group's number, are those listed."""
        verdict = Verdict.SHOWN
        for number, body in groups.items():
            found = digest(self.digest_name, body)
            if found is None:
                return Verdict.OPEN
            if self.digests.get(number) != found:
                verdict = Verdict.REFUTED
        return verdict

    def signer(self) -> tuple[Verdict, Certificate | None]:
        """Say whether one of the certificates that it carries signed it, and which."""
        verdict = self._attributes_hold()
        if verdict is not Verdict.SHOWN:
            return verdict, None
        verdicts = []
        for certificate in self.certificates:
            each = verify(certificate.key, self.algorithm, self.signature, self.attributes, self.signer_digest_name)
            if each is Verdict.SHOWN:
                return each, certificate
            verdicts.append(each)
        # Without any certificate nothing is shown, but nothing is wrong either: there are chips that leave it out.
        return Verdict.REFUTED if Verdict.REFUTED in verdicts else Verdict.OPEN, None

    def _attributes_hold(self) -> Verdict:
        """Signed attributes must name this kind of content and its digest."""
        said = {}
        for node in tlv.only(self.attributes, _SET).children:
            name, values = node.child(_OBJECT), node.child(_SET)
            said[name.value] = tlv.parse(values.value)[0].value if values.value else b""
        found = digest(self.signer_digest_name, self.content)
        if found is None:
            return Verdict.OPEN
        right = said.get(_MESSAGE_DIGEST) == found and said.get(_CONTENT_TYPE) == _DIGESTS
        return Verdict.SHOWN if right else Verdict.REFUTED


@tlv.strict
def parse_security_object(untrusted_file: bytes) -> SecurityObject:
    """Return what EF.SOD holds; raises ChipError for everything that is not of its form."""
    outer = tlv.only(untrusted_file, _FILE).child(_SEQUENCE)
    if outer.child(_OBJECT).value != _SIGNED_DATA:
        raise ChipError("chip-broken")
    parts = outer.child(_INSIDE).child(_SEQUENCE).children
    content = _content([node for node in parts if node.tag == _SEQUENCE])
    digest_name, digests = _digests(content)
    signer = _one(tlv.only(parts[-1].raw, _SET).children, _SEQUENCE).children
    signed = [node for node in signer if node.tag == _INSIDE]
    algorithms = [node for node in signer[2:] if node.tag == _SEQUENCE]
    # CMS lets a signature cover the content itself, Doc 9303 does not: the one could be passed off as the other.
    if len(algorithms) != 2 or len(signed) != 1:
        raise ChipError("chip-broken")
    return SecurityObject(
        content=content,
        digest_name=digest_name,
        digests=digests,
        certificates=_certificates([node for node in parts if node.tag == _INSIDE]),
        # They are signed as the set they are (RFC 5652, 5.4).
        attributes=bytes([_SET]) + signed[0].raw[1:],
        signer_digest_name=algorithms[0].child(_OBJECT).value,
        algorithm=algorithms[1],
        signature=_one(tuple(node for node in signer if node.tag == _OCTETS), _OCTETS).value,
    )


def _content(sequences: list[tlv.Node]) -> bytes:
    capsule = _one(tuple(sequences), _SEQUENCE)
    if capsule.child(_OBJECT).value != _DIGESTS:
        raise ChipError("chip-broken")
    return tlv.only(capsule.child(_INSIDE).value, _OCTETS).value


def _digests(content: bytes) -> tuple[bytes, dict[int, bytes]]:
    parts = tlv.only(content, _SEQUENCE).children
    if len(parts) < 3 or [part.tag for part in parts[:3]] != [_INTEGER, _SEQUENCE, _SEQUENCE]:
        raise ChipError("chip-broken")
    digests: dict[int, bytes] = {}
    for node in parts[2].children:
        number = int.from_bytes(node.child(_INTEGER).value[:4], "big")
        if not 1 <= number <= _MOST_GROUPS or number in digests:
            raise ChipError("chip-broken")
        digests[number] = node.child(_OCTETS).value
    return parts[1].child(_OBJECT).value, digests


def _certificates(sets: list[tlv.Node]) -> tuple[Certificate, ...]:
    nodes = sets[0].children if sets else ()
    if len(nodes) > _MOST_CERTIFICATES:
        raise ChipError("chip-broken")
    return tuple(parse_certificate(node.raw) for node in nodes)


def _one(nodes: tuple[tlv.Node, ...], tag: int) -> tlv.Node:
    if len(nodes) != 1 or nodes[0].tag != tag:
        raise ChipError("chip-broken")
    return nodes[0]
