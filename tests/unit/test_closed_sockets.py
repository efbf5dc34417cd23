"""A unit test has no network, not even this machine's."""

from __future__ import annotations

import asyncio
import socket

import pytest


def test_a_unit_test_cannot_connect() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        with pytest.raises(AssertionError, match="a unit test has no network"):
            client.connect(server.getsockname())
        with pytest.raises(AssertionError, match="a unit test has no network"):
            client.connect_ex(server.getsockname())


def test_an_event_loop_still_starts() -> None:
    assert asyncio.run(asyncio.sleep(0, "awake")) == "awake"
