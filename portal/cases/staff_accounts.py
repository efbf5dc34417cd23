"""Staff accounts: who may look at the fleet, and how their passwords are kept."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import unicodedata
from typing import Final

from portal.assembly import Portal, stamp
from portal.store import staff_store
from portal.store.staff_store import StaffAccount
from shubbak.domain.folding import fold

#: What a person may do: a viewer looks; a keeper also settles alarms and makes paper void; an issuer, an official of
#: the municipality, issues outputs and makes them void. Nobody does both: who watches the stations does not issue.
ROLES: Final = ("viewer", "keeper", "issuer")
FEWEST_SIGNS, MOST_SIGNS = 12, 200
_MOST_NAME = 60
_SALT_BYTES = 16
#: scrypt at one of the strengths that OWASP's password storage guide holds equal (N=2^15, r=8, p=3): 32 MiB a try.
_COST, _BLOCK, _LANES = 2**15, 8, 3
_ROOM = 64 * 1024 * 1024


class StaffError(ValueError):
    """An account that cannot be made. The text is a code: staff-name, staff-role, staff-password-short,
    staff-password-simple."""


def put_account(portal: Portal, name: str, role: str, password: str) -> StaffAccount:
    """Make an account, or give a known name a new role and password and sign it out everywhere; raises StaffError."""
    name = " ".join(name.split())
    if not fold(name) or not name.isprintable() or len(name) > _MOST_NAME:
        raise StaffError("staff-name")
    if role not in ROLES:
        raise StaffError("staff-role")
    _check_password(password, name)
    salt = secrets.token_bytes(_SALT_BYTES)
    verifier = _text(_digest(password, salt))
    account = StaffAccount(name_key(name), name, role, _text(salt), verifier, stamp(portal.now()))
    with portal.database.write() as connection:
        staff_store.put_account(connection, account)
    return account


def name_key(untrusted_name: str) -> str:
    """Return a name as names are compared."""
    return fold(" ".join(untrusted_name.split()))


def password_fits(account: StaffAccount | None, untrusted_password: str) -> bool:
    """Check a password; without an account it takes as long, and never fits."""
    salt = bytes(_SALT_BYTES) if account is None else base64.b64decode(account.salt)
    digest = _digest(untrusted_password, salt)
    return account is not None and hmac.compare_digest(digest, base64.b64decode(account.verifier))


def _check_password(password: str, name: str) -> None:
    """Length is what counts against guessing; a name or one sign over and over is no length at all."""
    if not FEWEST_SIGNS <= len(password) <= MOST_SIGNS:
        raise StaffError("staff-password-short")
    if len(set(password)) < FEWEST_SIGNS // 2 or fold(name) in fold(password):
        raise StaffError("staff-password-simple")


def _digest(password: str, salt: bytes) -> bytes:
    # The same sign can be typed in two ways; NFKC makes them one (RFC 8265).
    secret = unicodedata.normalize("NFKC", password[:MOST_SIGNS]).encode("utf-8", "replace")
    return hashlib.scrypt(secret, salt=salt, n=_COST, r=_BLOCK, p=_LANES, maxmem=_ROOM, dklen=32)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
