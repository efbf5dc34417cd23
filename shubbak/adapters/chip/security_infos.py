"""What a chip says it can do: the offers in EF.CardAccess and in data group 14 (Doc 9303-11, 9.2)."""

from __future__ import annotations

from dataclasses import dataclass

from shubbak.adapters.chip import tlv
from shubbak.adapters.chip.ciphers import AesSuite, Suite, TripleDesSuite
from shubbak.adapters.chip.curve_table import CURVES
from shubbak.adapters.chip.curves import Curve
from shubbak.ports.chip import ChipError

_SET, _SEQUENCE, _OBJECT, _INTEGER, _BITS = 0x31, 0x30, 0x06, 0x02, 0x03
# bsi-de protocols smartcard (0.4.0.127.0.7.2.2), then: id-PACE-ECDH-GM, id-CA-ECDH, id-PK-ECDH.
_PROTOCOLS = bytes.fromhex("04007F00070202")
_PACE, _CHIP, _KEY = _PROTOCOLS + b"\x04\x02", _PROTOCOLS + b"\x03\x02", _PROTOCOLS + b"\x01\x02"
#: The last number of a protocol's name, best last.
SUITES: dict[int, Suite] = {1: TripleDesSuite(), 2: AesSuite(16), 3: AesSuite(24), 4: AesSuite(32)}
_MOST_INFOS = 64
_LARGEST_NUMBER = 32


@dataclass(frozen=True, slots=True)
class PaceOffer:
    """One way to agree on keys by generic mapping. `ambiguous`: the same protocol is offered on several curves."""

    protocol: bytes
    suite: Suite
    number: int
    ambiguous: bool

    @property
    def curve(self) -> Curve:
        return CURVES[self.number]


@dataclass(frozen=True, slots=True)
class ChipKeyOffer:
    """One key pair of the chip itself: the cipher to go on with, its curve and its public point as written."""

    protocol: bytes
    suite: Suite
    curve: Curve
    untrusted_point: bytes
    number: bytes


@dataclass(frozen=True, slots=True)
class _Info:
    protocol: bytes
    parts: tuple[tlv.Node, ...]


def _infos(untrusted_set: bytes) -> tuple[_Info, ...]:
    nodes = tlv.only(untrusted_set, _SET).children
    if len(nodes) > _MOST_INFOS:
        raise ChipError("chip-broken")
    found = []
    for node in nodes:
        parts = node.children if node.tag == _SEQUENCE else ()
        if not parts or parts[0].tag != _OBJECT:
            raise ChipError("chip-broken")
        found.append(_Info(parts[0].value, parts[1:]))
    return tuple(found)


def _numbers(info: _Info) -> list[int]:
    return [int.from_bytes(part.value[:4], "big") for part in info.parts if part.tag == _INTEGER]


@tlv.strict
def pace_offer(untrusted_set: bytes) -> PaceOffer | None:
    """Return the strongest offer that this reader speaks in EF.CardAccess, or None; raises ChipError for rubbish.

    Offers of mapping over a finite field, of integrated mapping, and of parameters of the chip's own are passed over.
    """
    offered: dict[bytes, set[int]] = {}
    for info in _infos(untrusted_set):
        numbers = _numbers(info)
        known = info.protocol[:-1] == _PACE and info.protocol[-1] in SUITES
        if known and len(numbers) == 2 and numbers[0] == 2:
            offered.setdefault(info.protocol, set()).add(numbers[1])
    spoken = [(protocol, curves & set(CURVES), len(curves) > 1) for protocol, curves in offered.items()]
    best = max((offer for offer in spoken if offer[1]), default=None, key=lambda offer: offer[0][-1])
    return PaceOffer(best[0], SUITES[best[0][-1]], max(best[1]), best[2]) if best else None


@tlv.strict
def chip_key_offer(untrusted_set: bytes) -> ChipKeyOffer | None:
    """Return the key pair by which the chip can show that it is no copy, or None; raises ChipError for rubbish."""
    infos = _infos(untrusted_set)
    keys = [info for info in infos if info.protocol == _KEY]
    suites = [info for info in infos if info.protocol[:-1] == _CHIP and info.protocol[-1] in SUITES]
    for info in sorted(suites, key=lambda info: info.protocol[-1], reverse=True):
        number = _key_number(info.parts[1:])
        for key in keys:
            if key.parts and _key_number(key.parts[1:]) == number and (read := _public_point(key.parts[0])):
                return ChipKeyOffer(info.protocol, SUITES[info.protocol[-1]], *read, number)
    return None


def _key_number(parts: tuple[tlv.Node, ...]) -> bytes:
    return parts[0].value[:_LARGEST_NUMBER] if parts and parts[0].tag == _INTEGER else b""


def _public_point(key: tlv.Node) -> tuple[Curve, bytes] | None:
    """Return curve and point of a SubjectPublicKeyInfo, or None for a key this reader does not speak."""
    kind, bits = key.child(_SEQUENCE).children, key.child(_BITS).value
    curve = curve_of(kind[1]) if len(kind) == 2 else None
    return (curve, bits[1:]) if curve is not None else None


def curve_of(parameters: tlv.Node) -> Curve | None:
    """Return the known curve behind written-out parameters (RFC 3279, 2.3.5) or a standardised number, or None.

    Travel documents write their curves out; only those are taken that are known anyway, generator and order included.
    """
    if parameters.tag == _INTEGER:
        return CURVES.get(int.from_bytes(parameters.value[:4], "big"))
    if parameters.tag == _OBJECT:
        return _NAMED.get(parameters.value)
    written = parameters.children if parameters.tag == _SEQUENCE else ()
    if len(written) < 5:
        return None
    prime, order, point = written[1].children[-1].value, written[4].value, written[3].value
    coefficients = written[2].children
    said = tuple(int.from_bytes(part, "big") for part in (prime, *(each.value for each in coefficients[:2]), order))
    for curve in CURVES.values():
        x = point[1 : 1 + curve.octets]
        if said == (curve.p, curve.a, curve.b, curve.n) and int.from_bytes(x, "big") == curve.x:
            return curve
    return None


# Names in certificates: ansip224r1, prime256v1, ansip384r1, ansip521r1 and brainpool's (1.3.36.3.3.2.8.1.1).
_NAMED = {
    bytes.fromhex(name): CURVES[number]
    for name, number in (
        ("2B81040021", 10),
        ("2A8648CE3D030107", 12),
        ("2B81040022", 15),
        ("2B81040023", 18),
        ("2B2403030208010105", 11),
        ("2B2403030208010107", 13),
        ("2B2403030208010109", 14),
        ("2B240303020801010B", 16),
        ("2B240303020801010D", 17),
    )
}
