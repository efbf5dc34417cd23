"""Chip Authentication: the chip shows a private key that no copy of its files has (Doc 9303-11, 6.2)."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from shubbak.adapters.chip import tlv
from shubbak.adapters.chip.apdu import Answer, Command
from shubbak.adapters.chip.ciphers import TripleDesSuite, session_keys
from shubbak.adapters.chip.conversation import Conversation
from shubbak.adapters.chip.secure_messaging import SecureChannel
from shubbak.adapters.chip.security_infos import ChipKeyOffer, chip_key_offer

_GROUP = 0x6E
_MANAGE, _AUTHENTICATE = 0x22, 0x86
_DYNAMIC, _PROTOCOL, _KEY_NUMBER, _POINT, _POINT_OF_OLD = 0x7C, 0x80, 0x84, 0x80, 0x91


def _scalar(order: int) -> int:
    return 1 + secrets.randbelow(order - 1)


def renew_channel(
    conversation: Conversation, untrusted_group: bytes, scalar: Callable[[int], int] = _scalar
) -> bool | None:
    """Go on under keys that only the true chip can know; None when data group 14 offers nothing spoken here.

    False when the chip refuses. True means little yet: the chip shows its key with the next answer that can be
    opened, and only if the group's digest is among the signed ones. Raises ChipError for rubbish.
    """
    offer = chip_key_offer(tlv.only(untrusted_group, _GROUP).value)
    if offer is None:
        return None
    curve = offer.curve
    chip_point = curve.decode(offer.untrusted_point)
    private = scalar(curve.n)
    mine = curve.encode(curve.multiply(private, curve.generator))
    shared = curve.multiply(private, chip_point)[0].to_bytes(curve.octets, "big")
    if not _agree(conversation, offer, mine).fine:
        return False
    conversation.channel = SecureChannel(offer.suite, session_keys(offer.suite, shared))
    return True


def _agree(conversation: Conversation, offer: ChipKeyOffer, mine: bytes) -> Answer:
    number = tlv.encode(_KEY_NUMBER, offer.number) if offer.number else b""
    if isinstance(offer.suite, TripleDesSuite):
        return conversation.ask(Command(_MANAGE, 0x41, 0xA6, tlv.encode(_POINT_OF_OLD, mine) + number))
    answer = conversation.ask(Command(_MANAGE, 0x41, 0xA4, tlv.encode(_PROTOCOL, offer.protocol) + number))
    if not answer.fine:
        return answer
    data = tlv.encode(_DYNAMIC, tlv.encode(_POINT, mine))
    return conversation.ask(Command(_AUTHENTICATE, data=data, expected=256))
