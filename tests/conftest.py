"""What every test stands on: a portrait screen in memory, the software renderer, and closed sockets."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

pytest_plugins = ["fault_tally", "bad_input_tally", "pytester"]

TESTS = Path(__file__).parent
LOOPBACK = ("127.", "::1", "localhost")

# The suite tries the same examples every time, so that what is red was broken by a change and not by chance; the long
# runs look for new ones.
settings.register_profile("same", derandomize=True, database=None)
settings.register_profile("new")
settings.load_profile(os.environ.get("SHUBBAK_EXAMPLES", "same"))

# Before Qt is imported anywhere: the bare offscreen screen is 800×800, too small for a kiosk, and an accelerated
# renderer would draw effects that the kiosk's software renderer drops.
os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={TESTS / 'samples' / 'offscreen.json'}")
os.environ.setdefault("QT_QUICK_BACKEND", "software")


class SocketGate:
    """Decides what a test may reach: nothing from a unit test, this machine from every other test."""

    loopback_open = True

    @classmethod
    def check(cls, address: object) -> None:
        """Refuse an address as `connect` takes it: a path, or a tuple that begins with the host."""
        host = address[0] if isinstance(address, tuple) else None
        here = not isinstance(host, str) or host.startswith(LOOPBACK)
        if not (cls.loopback_open and here):
            where = "a unit test has no network" if not cls.loopback_open else "tests stay on this machine"
            raise AssertionError(f"connect to {address!r} refused: {where}")


def guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    def check_then_connect(self: socket.socket, address: object) -> Any:
        SocketGate.check(address)
        return connect(self, address)

    return check_then_connect


socket.socket.connect = guarded(socket.socket.connect)  # type: ignore[method-assign]
socket.socket.connect_ex = guarded(socket.socket.connect_ex)  # type: ignore[method-assign]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    SocketGate.loopback_open = not item.path.is_relative_to(TESTS / "unit")


@pytest.fixture(scope="session", autouse=True)
def one_application(qapp: object) -> object:
    """Widgets need Qt's larger application: made first, whatever a command that only draws would make for itself."""
    return qapp
