"""How a station's request says who sent it: an HTTP message signature (RFC 9421) that the two sides agree on here.

What is signed must survive a proxy that ends TLS: the scheme changes there and the host often does, so neither is
signed. Method, path and query, and the body's digest are; a station's key is enrolled with one portal only, so a
request caught on its way to one says nothing to another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

#: The components every signature covers.
COMPONENTS: Final = ("@method", "@path", "@query", "content-digest")
#: Keeps a signature made for something else from counting as a station's request.
TAG: Final = "shubbak-station"
_KEY = re.compile(r"([0-9A-HJ-NP-W]{1,8})/([0-9]{1,5})")


@dataclass(frozen=True, slots=True)
class StationSigner:
    """Who signs: the station's code, its key's id and the Ed25519 key itself."""

    station: str
    key_id: int
    key: Ed25519PrivateKey = field(repr=False)


def key_name(station: str, key_id: int) -> str:
    """Return the signature's keyid parameter, such as K07/12."""
    return f"{station}/{key_id}"


def read_key_name(untrusted: str) -> tuple[str, int]:
    """Return station and key id; raises ValueError."""
    found = _KEY.fullmatch(untrusted)
    if found is None:
        raise ValueError("request-signature")
    return found[1], int(found[2])
