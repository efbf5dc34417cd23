"""300 services read and checked whole, and opened at a start: python benchmarks/catalogue_load.py [RUNS].

The floors are the fastest readers at hand on the same bytes: libyaml composing every file once, and msgspec decoding
the JSON in which the same files arrive. Times are the processor's, in turns; each reading is the first of its process.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any, cast

import msgspec
import yaml
from _figures import runs, show
from _many_services import SERVICES, catalogue_text, many_services
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shubbak.forms.catalogue import load_catalogue
from shubbak.ports.store import StationStore
from shubbak.services.catalogue_intake import current_catalogue
from shubbak.wire.seal import sign_text
from shubbak.wire.station import Catalogue

READ, COMPOSED = "read and checked whole", "libyaml composes the same files"
OPENED, DECODED = "opened at a start, signature and all", "msgspec decodes the same JSON"


class KeptCatalogue:
    """As much of a station's store as opening a catalogue asks."""

    def __init__(self, *kept: str) -> None:
        self._kept = kept

    def catalogue(self) -> tuple[str, ...]:
        return self._kept


def taken(deed: Callable[[], Any]) -> float:
    began = time.process_time()
    deed()
    return (time.process_time() - began) * 1000


def in_a_process(deed: Callable[[], Any]) -> float:
    """Return the milliseconds of a deed done in a process of its own, which remembers nothing of the last one."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, str(taken(deed)).encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as told:
        return float(told.read())


def compose(files: dict[str, str]) -> None:
    for text in files.values():
        yaml.compose(text, Loader=yaml.CSafeLoader)


def reading() -> None:
    files = many_services()
    timed: dict[str, list[float]] = {READ: [], COMPOSED: []}
    for _ in range(runs(5)):
        timed[READ].append(in_a_process(lambda: load_catalogue(files, 1)))
        timed[COMPOSED].append(in_a_process(lambda: compose(files)))
    size = sum(len(text.encode()) for text in files.values())
    show(f"{SERVICES} services read and checked", timed, (READ, COMPOSED), files=len(files), bytes=size)


def opening() -> None:
    text, key = catalogue_text(), Ed25519PrivateKey.generate()
    store = cast(StationStore, KeptCatalogue(text, sign_text(text, key)))
    timed: dict[str, list[float]] = {OPENED: [], DECODED: []}
    for _ in range(runs(5) * 10):
        timed[OPENED].append(taken(lambda: current_catalogue(store, key.public_key())))
        timed[DECODED].append(taken(lambda: msgspec.json.decode(text, type=Catalogue)))
    show(f"{SERVICES} kept services opened", timed, (OPENED, DECODED), bytes=len(text.encode()))


if __name__ == "__main__":
    reading()
    opening()
