"""The short code with which a person takes up an application that was put aside: printed, typed, read aloud."""

from __future__ import annotations

import base64
import hashlib

from shubbak.domain.text import ascii_digits

#: Crockford's base 32, without I, L, O and U: nothing that is mistaken for something else.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TO_CROCKFORD = str.maketrans(_STANDARD, _SIGNS)
_MEANT = str.maketrans("OIL", "011")
_LENGTH = 8


def resume_code(draft_id: str) -> str:
    """Return the eight signs (40 bits) of a draft's code; they say nothing of its id, which stands in audit trails."""
    digest = hashlib.sha256(b"shubbak resume code\0" + draft_id.encode()).digest()
    return base64.b32encode(digest[:5]).decode().translate(_TO_CROCKFORD)


def shown_code(code: str) -> str:
    """Return a code as it is printed: two groups of four."""
    return f"{code[:4]}-{code[4:]}"


def parse_resume_code(untrusted_text: str) -> str:
    """Return the code that somebody typed or scanned, "" for what is none; small letters, gaps and Arabic-Indic digits
    are taken, and O, I and L for the digits they look like.
    """
    if len(untrusted_text) > 40:
        return ""
    plain = "".join(sign for sign in ascii_digits(untrusted_text).upper() if sign not in " -\u2010\u2013\u2066\u2069")
    code = plain.translate(_MEANT)
    return code if len(code) == _LENGTH and set(code) <= set(_SIGNS) else ""
