"""Updates over HTTP: from the real portal, over lines that die, and from whoever else answers at that address."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from fakes.store import FakeStore
from fakes.update_bench import PLATFORM, UpdateBench
from fault_tally import Tally

from portal.updates.publishing import offer_program
from shubbak.adapters.updates.tuf_updates import TufUpdates
from shubbak.ports.updates import PieceMissing, UpdateError
from shubbak.station import update_line
from shubbak.station.update_line import PortalLine


class Handler(BaseHTTPRequestHandler):
    """Serves a folder; `mood` says how badly."""

    folder: Path
    mood: str
    dies_after: int
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.headers.get("Range", ""))
        match self.mood:
            case "captive":
                return self._answer(200, b"<html>log in first</html>", "text/html")
            case "redirect":
                self.send_response(302)
                self.send_header("Location", "http://127.0.0.1:1/")
                return self.end_headers()
            case "trickle":
                return self._trickle()
            case "broken":
                return self._answer(500, b"{}", "application/json")
        return self._file()

    def _file(self) -> None:
        place = self.folder / self.path.removeprefix("/updates/")
        if not place.is_file():
            return self._answer(404, b"{}", "application/problem+json")
        kind = "application/json" if place.suffix == ".json" and "metadata" in self.path else "application/octet-stream"
        content, begun = place.read_bytes(), re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if begun and self.mood != "no ranges":
            start = int(begun[1])
            spread = f"bytes {start}-{len(content) - 1}/{len(content)}"
            return self._answer(206, content[start:], kind, spread)
        return self._answer(200, content, kind)

    def _answer(self, status: int, body: bytes, kind: str, spread: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if spread:
            self.send_header("Content-Range", spread)
        self.end_headers()
        self.wfile.write(body[: self.dies_after])

    def _trickle(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "100")
        self.end_headers()
        for _ in range(100):
            try:
                self.wfile.write(b" ")
            except OSError:
                return
            time.sleep(0.1)

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""


class Place:
    def __init__(self, folder: Path) -> None:
        self.handler = type("Bound", (Handler,), {"folder": folder, "mood": "", "dies_after": 1 << 30, "asked": []})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler)
        self.line = PortalLine(f"http://127.0.0.1:{self.server.server_address[1]}")
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def bench(tmp_path: Path) -> UpdateBench:
    bench = UpdateBench(tmp_path)
    bench.publish(1)
    return bench


@pytest.fixture
def place(bench: UpdateBench) -> Iterator[Place]:
    one = Place(bench.repository.folder)
    yield one
    one.close()


def updates(bench: UpdateBench, place: Place) -> TufUpdates:
    return TufUpdates(bench.home, bench.root, place.line, bench.facts, bench.clock, PLATFORM)


def test_a_catalogue_comes_over_http(bench: UpdateBench, place: Place) -> None:
    assert updates(bench, place).catalogue() == bench.take()
    seen = place.line.time_there()
    assert seen is not None
    assert abs((seen - datetime.now(UTC)).total_seconds()) < 60


@pytest.mark.parametrize("mood", ["captive", "redirect", "broken"])
def test_whoever_else_answers_is_nobody_to_refuse(bench: UpdateBench, place: Place, mood: str) -> None:
    place.handler.mood = mood
    with pytest.raises(UpdateError, match="update-unreachable") as error:
        updates(bench, place).catalogue()
    assert not error.value.refused


def test_nobody_at_all_is_unreachable(bench: UpdateBench) -> None:
    line = PortalLine("http://127.0.0.1:9")
    with pytest.raises(UpdateError, match="update-unreachable"):
        TufUpdates(bench.home, bench.root, line, FakeStore(), bench.clock, PLATFORM).catalogue()


def test_a_trickle_is_cut_at_the_deadline(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update_line, "_METADATA_SECONDS", 0.5)
    place.handler.mood = "trickle"
    begun = time.monotonic()
    with pytest.raises(UpdateError, match="update-unreachable"):
        next(place.line.pieces("metadata/timestamp.json"))
    assert time.monotonic() - begun < 5


def test_what_is_not_there_is_missing(place: Place) -> None:
    with pytest.raises(PieceMissing):
        next(place.line.pieces("metadata/9.root.json"))


@pytest.mark.fault(30)
@pytest.mark.parametrize("mood", ["", "no ranges"])
def test_a_release_comes_over_a_line_that_keeps_dying(
    bench: UpdateBench, place: Place, mood: str, tally: Tally
) -> None:
    content = bytes(range(256)) * 4000
    offer_program(bench.repository, content, "1.0", PLATFORM, "app/start", bench.offline)
    station = updates(bench, place)
    offer = station.newest_program()
    assert offer is not None
    place.handler.mood = mood
    place.handler.asked.clear()
    place.handler.dies_after = 300_000
    if mood:
        with pytest.raises(UpdateError, match=r"update-(unreachable|half)"):
            station.fetch_program(offer)
        place.handler.dies_after = 1 << 30
    archive = Path(station.fetch_program(offer))
    tally(f"release over a dying line {mood}".strip(), calls=len(place.handler.asked), bytes=len(content))
    assert archive.read_bytes() == content
    assert len([asked for asked in place.handler.asked if asked]) >= 1


def test_a_clock_far_ahead_is_told_from_a_portal_that_stands_still(bench: UpdateBench, place: Place) -> None:
    with pytest.raises(UpdateError) as error:
        bench.clock.at = datetime(2036, 1, 1, tzinfo=UTC)
        updates(bench, place).catalogue()
    assert error.value.code == "update-clock"
