"""A card reader without hardware: Debian's vpcd driver in a pcscd of the test's own, and a socket that is the card."""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import threading
import time
from pathlib import Path
from types import TracebackType

from fakes.virtual_passport import VirtualPassport

from shubbak.ports.chip import ChipError

NAME = "Shubbak test reader"
_DRIVER = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"
#: What an antenna says of a card that speaks T=CL (PC/SC part 3, 3.1.3.2.3).
_ANSWER_TO_RESET = bytes.fromhex("3B80800101")
_POWER_OFF, _POWER_ON, _RESET, _ASKS_ATR = 0, 1, 2, 4
# The service keeps a file of its own in /run, which is made empty for it: it meets no other of its kind there. It takes
# its socket as its third file from whoever started it, as systemd would hand it over.
_START = """
mount -t tmpfs tmpfs /run
exec 3<&0
LISTEN_FDS=1 LISTEN_PID=$$ exec /usr/sbin/pcscd --foreground --config "$1"
"""


class VirtualReader:
    """A running service with one reader, found at `address` (PCSCLITE_CSOCK_NAME), which a process learns only once."""

    def __init__(self, folder: Path, address: Path) -> None:
        self._port = _free_port()
        settings = folder / "readers"
        settings.mkdir()
        (settings / "vpcd").write_text(
            f'FRIENDLYNAME "{NAME}"\nDEVICENAME /dev/null:{self._port}\nLIBPATH {_DRIVER}\nCHANNELID {self._port}\n'
        )
        apart = [] if os.geteuid() == 0 else ["--map-root-user"]
        with socket.socket(socket.AF_UNIX) as listening:
            address.unlink(missing_ok=True)
            listening.bind(str(address))
            listening.listen(16)
            self._log = (folder / "pcscd.log").open("wb")
            self._service = subprocess.Popen(
                ["unshare", "--mount", *apart, "sh", "-ec", _START, "sh", str(settings)],
                stdin=listening,
                stdout=self._log,
                stderr=subprocess.STDOUT,
            )
        self._card: socket.socket | None = None

    def insert(self, passport: VirtualPassport) -> None:
        """Put a card on the antenna; it stays until it is removed, or takes itself away."""
        card = self._antenna()
        self._card = card
        threading.Thread(target=_play, args=(card, passport), daemon=True).start()

    def _antenna(self) -> socket.socket:
        """Return a connection to the driver, which listens a moment after its service was started."""
        until = time.monotonic() + 30
        while True:
            try:
                return socket.create_connection(("127.0.0.1", self._port))
            except ConnectionRefusedError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.01)

    def remove(self) -> None:
        if self._card is not None:
            _cut(self._card)
            self._card = None

    def stop(self) -> None:
        """End the service as if it had been unplugged."""
        self.remove()
        self._service.terminate()
        self._service.wait(10)
        self._log.close()

    def __enter__(self) -> VirtualReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


def _free_port() -> int:
    """Return a port with a free one after it: the driver takes one for each of its two slots."""
    while True:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            try:
                other.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port


def _play(card: socket.socket, passport: VirtualPassport) -> None:
    """Answer what the driver asks, until one of both goes away (vsmartcard, vpcd.h)."""
    with card:
        while (asked := _received(card)) is not None:
            if len(asked) == 1:
                if asked[0] in (_POWER_ON, _RESET):
                    passport.power_up()
                elif asked[0] == _ASKS_ATR:
                    _send(card, _ANSWER_TO_RESET)
                continue
            try:
                _send(card, passport.transmit(asked))
            except ChipError:
                return


def _send(card: socket.socket, body: bytes) -> None:
    try:
        card.sendall(struct.pack("!H", len(body)) + body)
    except OSError:
        _cut(card)


def _received(card: socket.socket) -> bytes | None:
    head = _exactly(card, 2)
    return None if head is None else _exactly(card, struct.unpack("!H", head)[0])


def _exactly(card: socket.socket, length: int) -> bytes | None:
    body = b""
    while len(body) < length:
        try:
            # The driver writes length and command apart, and waits for the word that the first has come.
            card.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            piece = card.recv(length - len(body))
        except OSError:
            return None
        if not piece:
            return None
        body += piece
    return body


def _cut(card: socket.socket) -> None:
    try:
        card.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it was gone already
