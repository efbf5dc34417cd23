"""The text in the QR code that enrols a station: the portal's address, the one-time code, and the portal's key.

The key's fingerprint travels on paper or on a screen of the office's, so that whoever stands between station and
portal cannot put a key of its own in the place of the portal's.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

_HEAD = "shubbak:enrol?"
_MAX_SIGNS = 500
#: 128 bits of SHA-256: another key to a given fingerprint is out of reach, and people can still compare it.
_FINGERPRINT_BYTES = 16
_FINGERPRINT = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class EnrolmentText:
    """What the QR code says. key: `key_fingerprint` of the portal's signing key, "" where it does not say it."""

    portal: str
    code: str
    key: str = ""


def key_fingerprint(signing: str) -> str:
    """Return the fingerprint of a portal's signing key (base64, raw), 32 small hexadecimal signs; raises ValueError."""
    raw = base64.b64decode(signing, validate=True)
    return hashlib.sha256(raw).digest()[:_FINGERPRINT_BYTES].hex()


def spoken_fingerprint(key: str) -> str:
    """Return a fingerprint in groups of four, as two people compare it."""
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


def make_enrolment_text(content: EnrolmentText) -> str:
    """Return the text for a QR code: shubbak:enrol?portal=https%3A%2F%2Fportal.example&code=0123-4567-89AB&key=3f…"""
    fields = {"portal": content.portal, "code": content.code}
    return _HEAD + urlencode(fields | ({"key": content.key} if content.key else {}))


def is_enrolment_text(untrusted: str) -> bool:
    """Say whether this wants to be such a text, rather than a code alone."""
    return untrusted.strip().lower().startswith("shubbak:")


def read_enrolment_text(untrusted: str) -> EnrolmentText:
    """Return what the text says, all of it still untrusted; raises ValueError("enrolment-text")."""
    text = untrusted.strip()
    if len(text) > _MAX_SIGNS or not text.startswith(_HEAD):
        raise ValueError("enrolment-text")
    try:
        found = parse_qs(
            text.removeprefix(_HEAD), keep_blank_values=True, strict_parsing=True, max_num_fields=3, errors="strict"
        )
    except ValueError as error:
        raise ValueError("enrolment-text") from error
    if set(found) - {"key"} != {"portal", "code"} or any(len(values) != 1 for values in found.values()):
        raise ValueError("enrolment-text")
    url, code = found["portal"][0], found["code"][0]
    if not code or not (url + code).isprintable() or not url.startswith(("https://", "http://")):
        raise ValueError("enrolment-text")
    if "key" in found and not _FINGERPRINT.fullmatch(found["key"][0]):
        raise ValueError("enrolment-text")
    return EnrolmentText(url, code, found["key"][0] if "key" in found else "")
