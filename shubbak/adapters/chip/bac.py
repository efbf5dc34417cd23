"""Basic Access Control: both sides show that they know the printed zone, and agree on keys (Doc 9303-11, 4.3)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from hmac import compare_digest

from shubbak.adapters.chip.apdu import Command
from shubbak.adapters.chip.ciphers import TripleDesSuite, pad, session_keys
from shubbak.adapters.chip.conversation import Conversation
from shubbak.adapters.chip.secure_messaging import SecureChannel
from shubbak.ports.chip import ChipError, MrzKey

_GET_CHALLENGE, _AUTHENTICATE = 0x84, 0x82
_SUITE = TripleDesSuite()
_NOTHING = bytes(8)


def zone_digest(key: MrzKey) -> bytes:
    """Return SHA-1 over number, birth and expiry with their digits: the secret that a zone stands for (9.7.2)."""
    return hashlib.sha1(key.information.encode("ascii")).digest()  # noqa: S324 (what every chip was made with)


def challenge(conversation: Conversation) -> bytes | None:
    """Return the chip's eight bytes of chance, or None when it knows no such command: its files are open or lost."""
    answer = conversation.ask(Command(_GET_CHALLENGE, expected=8))
    return answer.data if answer.fine and len(answer.data) == 8 else None


def open_channel(
    conversation: Conversation,
    key: MrzKey,
    untrusted_challenge: bytes,
    octets: Callable[[int], bytes] = secrets.token_bytes,
) -> SecureChannel:
    """Return the channel; raises ChipError: chip-denied for a wrong key, chip-broken for a chip that proves nothing."""
    cipher_key, mac_key = session_keys(_SUITE, zone_digest(key)[:16])
    mine, my_share = octets(8), octets(16)
    text = _SUITE.encrypt(cipher_key, mine + untrusted_challenge + my_share, _NOTHING)
    answer = conversation.ask(
        Command(_AUTHENTICATE, data=text + _SUITE.mac(mac_key, pad(text, _SUITE.block)), expected=40)
    )
    if not answer.fine:
        raise ChipError("chip-denied")
    text, mac = answer.data[:32], answer.data[32:]
    if len(answer.data) != 40 or not compare_digest(_SUITE.mac(mac_key, pad(text, _SUITE.block)), mac):
        raise ChipError("chip-broken")
    plain = _SUITE.decrypt(cipher_key, text, _NOTHING)
    if plain[:16] != untrusted_challenge + mine:
        raise ChipError("chip-broken")
    seed = bytes(one ^ other for one, other in zip(my_share, plain[16:], strict=True))
    counter = int.from_bytes(untrusted_challenge[4:] + mine[4:], "big")
    return SecureChannel(_SUITE, session_keys(_SUITE, seed), counter)
