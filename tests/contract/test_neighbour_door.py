"""The door for stations next door as a real socket: neighbours are served, whoever else comes costs a bounded while."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from fakes.clock import FakeClock
from fakes.office_lan import LanStation
from fakes.portal import FakePortal

from shubbak.adapters.neighbour.client import HttpNeighbour
from shubbak.adapters.neighbour.server import CALLERS, NeighbourServer
from shubbak.ports.neighbour import NeighbourError
from shubbak.wire.neighbour import read_hello


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[NeighbourServer, LanStation]]:
    folder, portal, clock = tmp_path_factory.mktemp("lan"), FakePortal(), FakeClock()
    cut, near = (LanStation(folder, portal, code, clock) for code in ("K07", "K08"))
    cut.offline = True
    server = NeighbourServer(near.door, 0, "127.0.0.1", call_seconds=0.6)
    server.start()
    yield server, cut
    server.stop()
    cut.store.close()
    near.store.close()


def test_over_a_real_socket_a_neighbour_is_served(door: tuple[NeighbourServer, LanStation]) -> None:
    server, cut = door
    cut.submit(300_000)
    cut.try_portal()
    assert cut.visit(HttpNeighbour(f"127.0.0.1:{server.port}")).carried == 1


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00",
        b"GET / HTTP/1.1\r\n\r\n",
        b"POST /shubbak/neighbour/1/call HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n",
        b"POST /shubbak/neighbour/1/call HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /shubbak/neighbour/1/call HTTP/1.1\r\nContent-Length: 4\r\n\r\nevil",
        b"GET " + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
        b"GET /shubbak/neighbour/1/hello HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n",
    ],
)
def test_a_hostile_socket_is_let_go_and_the_next_one_served(
    door: tuple[NeighbourServer, LanStation], sent: bytes
) -> None:
    server, _ = door
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as line:
        line.sendall(sent)
        answer = line.makefile("rb").read()
    assert b" 200 " not in answer.partition(b"\r\n")[0]
    assert read_hello(HttpNeighbour(f"127.0.0.1:{server.port}").hello()).station == "K08"


def test_a_caller_that_trickles_is_cut_and_a_crowd_is_turned_away(door: tuple[NeighbourServer, LanStation]) -> None:
    server, _ = door
    began = time.monotonic()
    crowd = [socket.create_connection(("127.0.0.1", server.port), timeout=5) for _ in range(3 * CALLERS)]
    while time.monotonic() < began + 3:
        try:
            for line in crowd:
                line.sendall(b"G")
        except OSError:
            break
        time.sleep(0.05)
    assert [line.makefile("rb").read() for line in crowd[:1]] == [b""]
    for line in crowd:
        line.close()
    assert time.monotonic() - began < 3
    time.sleep(0.8)
    assert HttpNeighbour(f"127.0.0.1:{server.port}").hello()


def test_a_neighbour_that_never_answers_costs_one_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        began = time.monotonic()
        with pytest.raises(NeighbourError):
            HttpNeighbour(f"127.0.0.1:{deaf.getsockname()[1]}", call_seconds=0.3).hello()
        assert time.monotonic() - began < 2


def test_an_answer_in_chunks_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer() -> None:
            line, _ = door.accept()
            with line:
                line.recv(4096)
                line.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n")

        talking = threading.Thread(target=answer)
        talking.start()
        with pytest.raises(NeighbourError, match="neighbour-gibberish"):
            HttpNeighbour(f"127.0.0.1:{door.getsockname()[1]}").hello()
        talking.join()
