"""Other people's programs that judge what is sent to a printer: npos reads it, receipt-printer-encoder writes the same,
receiptio asks for a printer's status. `make setup` puts them in place; a missing one fails.
"""

from __future__ import annotations

import base64
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from shubbak.ports.printer import Raster

JUDGES = Path(__file__).parents[1] / "judges"


def _node(script: str, given: bytes) -> bytes:
    done = subprocess.run(["node", script], cwd=JUDGES, input=given, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@dataclass(frozen=True)
class ByNpos:
    """What npos saw: the names of all commands in their order, and the paper of all strips."""

    commands: list[str]
    paper: Raster


def read_by_npos(stream: bytes, dots: int) -> ByNpos:
    """Return what npos makes of a stream; fails where it finds anything that it does not know."""
    said = json.loads(_node("npos_pixels.js", stream))
    assert "error" not in said, said
    stride, rows = dots // 8, bytearray()
    for picture in said["pictures"]:
        packed = base64.b64decode(picture["rows"])
        for at in range(0, len(packed), picture["stride"]):
            rows += packed[at : at + picture["stride"]].ljust(stride, b"\0")
    return ByNpos(said["commands"], Raster(dots, len(rows) // stride, bytes(rows)))


def written_by_encoder(*, picture: Raster | None = None, code: str = "", module: int = 0) -> bytes:
    """Return receipt-printer-encoder's bytes for a picture, or for a code that the printer draws."""
    asked: dict[str, object] = {"code": code, "module": module}
    if picture is not None:
        asked |= {"width": picture.width, "height": picture.height, "rows": base64.b64encode(picture.rows).decode()}
    return _node("encoder_bytes.mjs", json.dumps(asked).encode())


def status_by_receiptio(host: str) -> str:
    """Return the one word that receiptio has for the printer at port 9100 of a host; it says it on either stream."""
    command = ["node", "node_modules/receiptio/bin/cli.js", "-d", host, "-p", "escpos", "-q"]
    done = subprocess.run(command, cwd=JUDGES, capture_output=True, check=False, timeout=60)
    return (done.stdout + done.stderr).decode().strip()
