"""What a station tells its service manager, and that it says nothing where nobody listens."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from shubbak.adapters.system.service_notice import ServiceNotice


@pytest.fixture
def ear(tmp_path: Path) -> Iterator[tuple[socket.socket, str]]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        ear.settimeout(5)
        yield ear, str(tmp_path / "notify")


def test_each_word_is_one_datagram(ear: tuple[socket.socket, str]) -> None:
    heard, address = ear
    notice = ServiceNotice({"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "15000000"})
    notice.ready()
    notice.alive()
    notice.status("open\nREADY=1")
    notice.stopping()
    assert [heard.recv(100) for _ in range(4)] == [b"READY=1", b"WATCHDOG=1", b"STATUS=open READY=1", b"STOPPING=1"]
    assert notice.beat == 5.0


def test_an_abstract_address_begins_with_a_zero_byte() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind("\0shubbak-notice-test")
        ear.settimeout(5)
        ServiceNotice({"NOTIFY_SOCKET": "@shubbak-notice-test"}).ready()
        assert ear.recv(100) == b"READY=1"


@pytest.mark.parametrize(
    "environment",
    [{}, {"WATCHDOG_USEC": "15000000"}, {"NOTIFY_SOCKET": "relative", "WATCHDOG_USEC": "-1"}, {"NOTIFY_SOCKET": ""}],
)
def test_without_a_manager_nothing_is_said(environment: dict[str, str]) -> None:
    notice = ServiceNotice(environment)
    assert (notice.heard, notice.beat) == (False, 0.0)
    notice.ready()


def test_a_manager_that_does_not_watch_hears_no_beat(ear: tuple[socket.socket, str]) -> None:
    assert ServiceNotice({"NOTIFY_SOCKET": ear[1]}).beat == 0.0
