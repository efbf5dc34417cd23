"""A staff card's text, and the verifier that a station keeps in its place."""

from __future__ import annotations

import base64
import hashlib
import re

#: 160 random bits: nobody guesses them, so a plain SHA-256 says nothing about a card to whoever reads it.
SECRET_BYTES = 20
#: Upper and lower case are one: a reader that types is at the mercy of the caps lock.
_TEXT = re.compile(r"shubbak:staff\?card=([a-z2-7]{32})", re.IGNORECASE | re.ASCII)


def card_text(secret: bytes) -> str:
    """Return what stands in a card's code: `shubbak:staff?card=` and the secret in base32 (RFC 4648).

    Raises ValueError unless the secret has SECRET_BYTES bytes.
    """
    if len(secret) != SECRET_BYTES:
        raise ValueError("a staff card has 160 random bits")
    return f"shubbak:staff?card={base64.b32encode(secret).decode()}"


def card_verifier(untrusted_text: str) -> str:
    """Return the SHA-256 of the card's secret, 64 hexadecimal digits, or "" for a text that is no staff card's."""
    found = _TEXT.fullmatch(untrusted_text.strip())
    return hashlib.sha256(base64.b32decode(found[1], casefold=True)).hexdigest() if found else ""
