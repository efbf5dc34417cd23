"""The gates that conftest.py closes are really closed."""

from __future__ import annotations

import socket

import pytest
from PySide6.QtGui import QGuiApplication


def test_a_test_reaches_this_machine_only() -> None:
    with socket.socket() as outward, pytest.raises(AssertionError, match="stay on this machine"):
        outward.connect(("192.0.2.1", 80))


def test_a_test_may_talk_to_its_own_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()


def test_the_screen_is_a_portrait_kiosk(qapp: QGuiApplication) -> None:
    size = qapp.primaryScreen().size()
    assert (size.width(), size.height()) == (1080, 1920)
