"""Password Authenticated Connection Establishment with ECDH and generic mapping (Doc 9303-11, 4.4)."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from hmac import compare_digest

from shubbak.adapters.chip import tlv
from shubbak.adapters.chip.apdu import Command
from shubbak.adapters.chip.bac import zone_digest
from shubbak.adapters.chip.ciphers import Suite, password_key, session_keys
from shubbak.adapters.chip.conversation import Conversation
from shubbak.adapters.chip.curves import Curve
from shubbak.adapters.chip.secure_messaging import SecureChannel
from shubbak.adapters.chip.security_infos import PaceOffer
from shubbak.ports.chip import CardAccessNumber, ChipError, MrzKey

_MANAGE, _AUTHENTICATE = 0x22, 0x86
_CHAINED = 0x10
_DYNAMIC = 0x7C
_NONCE, _MAP_MINE, _MAP_THEIRS, _KEY_MINE, _KEY_THEIRS, _TOKEN_MINE, _TOKEN_THEIRS = range(0x80, 0x87)
_PROTOCOL, _PASSWORD, _PARAMETERS = 0x80, 0x83, 0x84
_BY_ZONE, _BY_CARD_NUMBER = b"\x01", b"\x02"
_LARGEST_NONCE = 64


def _scalar(order: int) -> int:
    return 1 + secrets.randbelow(order - 1)


def open_channel(
    conversation: Conversation,
    offer: PaceOffer,
    access: MrzKey | CardAccessNumber,
    scalar: Callable[[int], int] = _scalar,
) -> SecureChannel:
    """Return the channel; raises ChipError: chip-denied for a wrong key, chip-broken for a chip that proves nothing.

    scalar: a number of chance from 1 to below the order it is given; asked twice.
    """
    _begin(conversation, offer, access)
    curve = offer.curve
    untrusted_nonce = _ask(conversation, _NONCE, b"", _NONCE)
    nonce = _decrypt(offer.suite, access, untrusted_nonce)

    mapping = scalar(curve.n)
    mine = curve.encode(curve.multiply(mapping, curve.generator))
    theirs = _other(curve, mine, _ask(conversation, _MAP_MINE, mine, _MAP_THEIRS))
    generator = curve.mapped(nonce, curve.multiply(mapping, curve.decode(theirs)))

    private = scalar(curve.n)
    mine = curve.encode(curve.multiply(private, generator))
    theirs = _other(curve, mine, _ask(conversation, _KEY_MINE, mine, _KEY_THEIRS))
    shared = curve.multiply(private, curve.decode(theirs))[0].to_bytes(curve.octets, "big")

    keys = session_keys(offer.suite, shared)
    token = _ask(conversation, _TOKEN_MINE, _token(offer, keys[1], theirs), _TOKEN_THEIRS, last=True)
    if not compare_digest(token, _token(offer, keys[1], mine)):
        raise ChipError("chip-denied")
    return SecureChannel(offer.suite, keys)


def _begin(conversation: Conversation, offer: PaceOffer, access: MrzKey | CardAccessNumber) -> None:
    password = _BY_ZONE if isinstance(access, MrzKey) else _BY_CARD_NUMBER
    data = tlv.encode(_PROTOCOL, offer.protocol) + tlv.encode(_PASSWORD, password)
    if offer.ambiguous:
        data += tlv.encode(_PARAMETERS, bytes([offer.number]))
    answer = conversation.ask(Command(_MANAGE, 0xC1, 0xA4, data))
    # 63Cx counts wrong tries of a password that may be blocked; it is a warning, not a refusal.
    if not answer.fine and answer.status & 0xFFF0 != 0x63C0:
        raise ChipError("chip-denied")


def _decrypt(suite: Suite, access: MrzKey | CardAccessNumber, untrusted_nonce: bytes) -> int:
    password = zone_digest(access) if isinstance(access, MrzKey) else access.digits.encode("ascii")
    length = len(untrusted_nonce)
    if not 0 < length <= _LARGEST_NONCE or length % suite.block:
        raise ChipError("chip-broken")
    plain = suite.decrypt(password_key(suite, password), untrusted_nonce, bytes(suite.block))
    return int.from_bytes(plain, "big")


def _ask(conversation: Conversation, tag: int, value: bytes, wanted: int, *, last: bool = False) -> bytes:
    """Return one step's answer; the last step is where a chip that was given a wrong key says no."""
    data = tlv.encode(_DYNAMIC, tlv.encode(tag, value) if value else b"")
    kind = 0 if last else _CHAINED
    answer = conversation.ask(Command(_AUTHENTICATE, data=data, expected=256, kind=kind))
    if not answer.fine:
        raise ChipError("chip-denied")
    return tlv.only(answer.data, _DYNAMIC).child(wanted).value


def _other(curve: Curve, mine: bytes, untrusted_theirs: bytes) -> bytes:
    """A chip that only sends back what it was sent would know the secret without knowing the key."""
    if mine == untrusted_theirs:
        raise ChipError("chip-broken")
    curve.decode(untrusted_theirs)
    return untrusted_theirs


def _token(offer: PaceOffer, mac_key: bytes, point: bytes) -> bytes:
    data = tlv.encode(0x7F49, tlv.encode(0x06, offer.protocol) + tlv.encode(0x86, point))
    return offer.suite.token(mac_key, data)
