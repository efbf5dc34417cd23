"""The operators of a station in one file that its owner alone can read: salted PIN digests, tries, cards' verifiers."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import hmac
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from shubbak.domain.folding import fold
from shubbak.domain.problem import Problem
from shubbak.domain.text import ascii_digits, isolate
from shubbak.ports.clock import Clock
from shubbak.ports.operators import Operator, OperatorsError

MOST_TRIES = 5
LOCK = timedelta(minutes=30)
FEWEST_DIGITS, MOST_DIGITS = 4, 12
_VERSION = 1
_SALT_BYTES = 16
#: scrypt at one of the strengths that OWASP's password storage guide holds equal (N=2^15, r=8, p=3): 32 MiB a try.
_COST, _BLOCK, _LANES = 2**15, 8, 3
_ROOM = 64 * 1024 * 1024


class _Record(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """tries: wrong ones since the last right one. locked_at: when the last of them locked the name, or None.
    card: the verifier of the operator's staff card, or "". A list without cards reads as before there were any; a
    program from before them refuses a list with one, rather than open to the PIN alone.
    """

    name: str
    salt: str
    digest: str
    demonstration: bool = False
    tries: int = 0
    locked_at: datetime | None = None
    card: str = ""


class _Shape(msgspec.Struct, forbid_unknown_fields=True):
    version: int
    operators: list[_Record]


class OperatorFile:
    """`shubbak.ports.operators.Operators` on `operators.json` (mode 0600).

    A try is counted on the disk before it is checked, so that pulling the plug gives nobody more tries. A PIN has few
    digits: who can copy the file can find them by trying, however slow the digest; the lock protects the page.
    """

    def __init__(self, path: Path, clock: Clock, *, development: bool = False) -> None:
        self._path = path
        self._clock = clock
        self._development = development

    def known(self) -> bool:
        return any(self._usable(record) for record in self._read().operators)

    def add(self, name: str, pin: str, *, demonstration: bool = False) -> Problem | None:
        """Write down an operator, or give a known one a new PIN and unlock it; a Problem when either will not do.

        A card stays theirs. A demonstration operator can sign in nowhere but in development. Raises OperatorsError.
        """
        name, digits = " ".join(name.split()), ascii_digits(pin)
        if not fold(name) or not name.isprintable():
            return Problem("operator-name")
        if not (digits.isascii() and digits.isdigit() and FEWEST_DIGITS <= len(digits) <= MOST_DIGITS):
            return Problem("operator-pin", "", {"min": isolate(str(FEWEST_DIGITS)), "max": isolate(str(MOST_DIGITS))})
        salt = self._clock.random_bytes(_SALT_BYTES)
        record = _Record(name, _text(salt), _text(_digest(digits, salt)), demonstration)
        with self._alone():
            shape = self._read()
            before = [one for one in shape.operators if fold(one.name) == fold(name)]
            record.card = before[0].card if before else ""
            shape.operators = [one for one in shape.operators if one not in before] + [record]
            self._write(shape)
        return None

    def sign_in(self, untrusted_name: str, untrusted_pin: str) -> Operator | Problem:
        """Check a name and PIN. An unknown name takes as long as a known one and gets the same answer."""
        with self._alone():
            shape = self._read()
            record = self._find(shape, untrusted_name)
            if record is None:
                _digest(untrusted_pin[:MOST_DIGITS], bytes(_SALT_BYTES))
                return Problem("sign-in-wrong")
            locked = self._lock_of(record)
            if locked is not None:
                self._write(shape)
                return locked
            record.tries += 1
            self._write(shape)
            right = hmac.compare_digest(_digest(ascii_digits(untrusted_pin), _raw(record.salt)), _raw(record.digest))
            return self._settle(shape, record, right)

    def names(self) -> tuple[str, ...]:
        """Return who can sign in here, by name; raises OperatorsError."""
        return tuple(sorted(record.name for record in self._read().operators if self._usable(record)))

    def with_pin(self, untrusted_pin: str) -> tuple[Operator, ...]:
        """Every operator's digest is made, whoever it was, so that the time says nothing. A locked name opens nothing
        here either.
        """
        with self._alone():
            records = [one for one in self._read().operators if self._usable(one)]
            found = [one for one in records if _fits(one, untrusted_pin) and not one.card]
            return tuple(Operator(one.name) for one in sorted(found, key=_by_name) if self._lock_of(one) is None)

    def have_cards(self) -> bool:
        return any(record.card for record in self._read().operators if self._usable(record))

    def card_holder(self, verifier: str) -> Operator | None:
        with self._alone():
            record = self._holder(self._read(), verifier)
            return Operator(record.name) if record else None

    def with_card(self, verifier: str, untrusted_pin: str) -> Operator | None:
        """A locked name opens nothing here either."""
        with self._alone():
            record = self._holder(self._read(), verifier)
            right = record is not None and _fits(record, untrusted_pin) and self._lock_of(record) is None
            return Operator(record.name) if record and right else None

    def written_name(self, name: str) -> str:
        """Return an operator's name as it was written when they were added, "" for nobody's; raises OperatorsError."""
        record = self._find(self._read(), name)
        return record.name if record else ""

    def keep_card(self, name: str, verifier: str) -> Problem | None:
        """Give an operator a card in place of any other, or none for ""; operator-unknown for a name not on the list.

        Raises OperatorsError.
        """
        with self._alone():
            shape = self._read()
            record = self._find(shape, name)
            if record is None:
                return Problem("operator-unknown")
            record.card = verifier
            self._write(shape)
        return None

    def _settle(self, shape: _Shape, record: _Record, right: bool) -> Operator | Problem:
        if right:
            record.tries = 0
        elif record.tries >= MOST_TRIES:
            record.tries, record.locked_at = 0, self._clock.now()
        self._write(shape)
        if right:
            return Operator(record.name)
        return self._lock_of(record) or Problem("sign-in-wrong")

    def _lock_of(self, record: _Record) -> Problem | None:
        """Return the problem of a locked name; a lock that has run out, or lies ahead of the clock, is put right."""
        if record.locked_at is None:
            return None
        # A lock from the future was written by a clock that has since stepped back: it begins anew.
        record.locked_at = min(record.locked_at, self._clock.now())
        left = record.locked_at + LOCK - self._clock.now()
        if left <= timedelta(0):
            record.locked_at = None
            return None
        return Problem("sign-in-locked", "", {"minutes": isolate(str(math.ceil(left.total_seconds() / 60)))})

    def _find(self, shape: _Shape, untrusted_name: str) -> _Record | None:
        wanted = fold(" ".join(untrusted_name.split()))
        return next((one for one in shape.operators if self._usable(one) and fold(one.name) == wanted), None)

    def _holder(self, shape: _Shape, verifier: str) -> _Record | None:
        records = [one for one in shape.operators if self._usable(one) and one.card]
        return next((one for one in records if hmac.compare_digest(one.card.encode(), verifier.encode())), None)

    def _usable(self, record: _Record) -> bool:
        return self._development or not record.demonstration

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let nobody else, in this or another process, read or count tries meanwhile."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self._path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise OperatorsError("operators-not-written") from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _read(self) -> _Shape:
        try:
            shape = msgspec.json.decode(self._path.read_bytes(), type=_Shape)
        except FileNotFoundError:
            return _Shape(_VERSION, [])
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            raise OperatorsError("operators-broken") from None  # the cause may quote the file
        if shape.version != _VERSION:
            raise OperatorsError("operators-broken")
        return shape

    def _write(self, shape: _Shape) -> None:
        """Write beside, fsync, rename, fsync the folder: after a power cut there is the old file or the new one."""
        beside = self._path.with_name(self._path.name + ".new")
        try:
            handle = os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_CLOEXEC, 0o600)
            with os.fdopen(handle, "wb") as file:
                os.fchmod(file.fileno(), 0o600)
                file.write(msgspec.json.format(msgspec.json.encode(shape), indent=2))
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path)
            folder = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError as error:
            raise OperatorsError("operators-not-written") from error


def _by_name(record: _Record) -> str:
    return record.name


def _fits(record: _Record, untrusted_pin: str) -> bool:
    pin = ascii_digits(untrusted_pin[:MOST_DIGITS])
    return hmac.compare_digest(_digest(pin, _raw(record.salt)), _raw(record.digest))


def _digest(pin: str, salt: bytes) -> bytes:
    secret = pin.encode("utf-8", "replace")
    return hashlib.scrypt(secret, salt=salt, n=_COST, r=_BLOCK, p=_LANES, maxmem=_ROOM, dklen=32)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _raw(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise OperatorsError("operators-broken") from None
