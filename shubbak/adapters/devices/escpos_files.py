"""Printers behind a file: a device of the kernel, which can be heard too, a plain file, and a raw queue of CUPS."""

from __future__ import annotations

import os
import select
import subprocess
import time
from pathlib import Path

_MOST_HEARD = 256
_SPOOL_SECONDS = 20.0
#: How long one command may take in all, however it trickles, and how long a device that says nothing is left alone.
_COMMAND_SECONDS, _REST_SECONDS = 60.0, 0.02


class DeviceFile:
    """A character device such as /dev/usb/lp0. `seconds`: how long one write or read may stand still.

    Never blocks for longer: a printer without paper lets a blocking write stand for ever. Raises OSError.
    """

    answers = True

    def __init__(self, path: str) -> None:
        self._path = path
        self._handle = -1
        self.seconds = 0.0

    def open(self) -> None:
        self._handle = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)

    def _raw(self, data: bytes) -> None:
        deadline = time.monotonic() + self.seconds
        last = time.monotonic() + _COMMAND_SECONDS
        while data:
            left = min(deadline, last) - time.monotonic()
            if left <= 0 or not select.select([], [self._handle], [], left)[1]:
                raise TimeoutError
            written = os.write(self._handle, data[:4096])
            data = data[written:]
            deadline = time.monotonic() + self.seconds  # slow paper is no standstill

    def _read(self) -> bytes:
        if not select.select([self._handle], [], [], self.seconds)[0]:
            raise TimeoutError
        heard = os.read(self._handle, _MOST_HEARD)
        if not heard:  # an empty packet, or a line that hung up: either is there again at once
            time.sleep(min(self.seconds, _REST_SECONDS))
        return heard

    def close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


class PlainFile:
    """A file that the bytes are added to, and nothing more. Raises OSError."""

    answers = False

    def __init__(self, path: str) -> None:
        self._path = Path(path)

    def open(self) -> None:
        with self._path.open("ab"):
            pass

    def _raw(self, data: bytes) -> None:
        with self._path.open("ab") as file:
            file.write(data)

    def close(self) -> None:
        pass


class SpoolQueue:
    """A raw queue of CUPS: one print is one job, handed over whole as it is closed. The spooler takes it whatever the
    printer does, so it proves nothing. Raises OSError and TimeoutError.
    """

    answers = False

    def __init__(self, queue: str) -> None:
        if not queue.replace("-", "").replace("_", "").isalnum():
            raise ValueError("cups printer link: a queue's name has letters, digits, - and _")
        self._queue = queue
        self._job = bytearray()

    def open(self) -> None:
        self._job.clear()

    def _raw(self, data: bytes) -> None:
        self._job += data

    def close(self) -> None:
        if not self._job:
            return
        command = ["lp", "-d", self._queue, "-o", "raw", "-t", "receipt"]
        try:
            subprocess.run(command, input=bytes(self._job), capture_output=True, check=True, timeout=_SPOOL_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise TimeoutError from error
        except subprocess.CalledProcessError as error:
            raise OSError("the spooler refused the job") from error
        finally:
            self._job.clear()
