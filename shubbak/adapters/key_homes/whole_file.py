"""Small files that are there whole or not at all, and that nobody replaces: the first writer wins."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shubbak.ports.key_home import KeyHomeError

_MOST = 8192


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one process and thread at a time through, by the folder's lock: a TPM has room for three keys at once."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise KeyHomeError("key-not-kept") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def read_private(path: Path) -> bytes | None:
    """Return a file's bytes, or None where there is none; raises KeyHomeError key-unreadable, also for a file that
    others than its owner may read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KeyHomeError("key-unreadable") from error
    with os.fdopen(handle, "rb") as file:
        if os.fstat(file.fileno()).st_mode & 0o077:
            raise KeyHomeError("key-unreadable")
        try:
            return file.read(_MOST)
        except OSError as error:
            raise KeyHomeError("key-unreadable") from error


def write_once(path: Path, content: bytes) -> bytes:
    """Write a file durably with mode 0600 and return what stands there: what another process wrote first stays.

    Raises KeyHomeError key-not-kept.
    """
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(beside, path)
            except FileExistsError:
                content = read_private(path) or b""
        finally:
            beside.unlink(missing_ok=True)
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise KeyHomeError("key-not-kept") from error
    return content
