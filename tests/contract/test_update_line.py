"""Updates over HTTP: from the real portal, over lines that die, and from whoever else answers at that address."""

from __future__ import annotations

import re
import tarfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from fakes.store import FakeStore
from fakes.update_bench import PLATFORM, UpdateBench
from fault_tally import Tally

from portal.updates.publishing import offer_program
from shubbak.adapters.updates.program_shelf import FolderShelf
from shubbak.adapters.updates.tuf_updates import TufUpdates
from shubbak.ports.updates import PieceMissing, UpdateError
from shubbak.services.program_update import ProgramState
from shubbak.station import update_line
from shubbak.station.late_updates import this_platform
from shubbak.station.release_unit import main as stage_release
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


def release(bench: UpdateBench, version: str, platform: str) -> None:
    packed = BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        member = tarfile.TarInfo("app/start")
        member.mode = 0o755
        tar.addfile(member)
    offer_program(bench.repository, packed.getvalue(), version, platform, "app/start", bench.offline)


def test_the_updater_of_a_kiosk_stages_releases_with_a_pinned_root(
    bench: UpdateBench, place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "root.json").write_text(bench.root)
    bench.clock.at = datetime.now(UTC)  # this one goes by the machine's clock
    bench.repository.renew(bench.online, always=True)
    words = ["--portal", f"http://127.0.0.1:{place.server.server_address[1]}", "--root", str(tmp_path / "root.json")]
    words += ["--folder", str(tmp_path / "own"), "--versions", str(tmp_path / "versions")]
    words += ["--state", str(tmp_path / "state")]
    release(bench, "1.0", this_platform())
    assert stage_release(words) == 0
    release(bench, "1.1", this_platform())
    release(bench, "9.9", "other-machine")
    assert stage_release(words) == 0
    assert stage_release(words) == 0
    state = FolderShelf(tmp_path / "state", tmp_path / "versions").state()
    assert state == ProgramState("1.0.0", staged="1.1.0")
    assert capsys.readouterr().out.splitlines()[-1] == "stage-release: nothing newer"
    assert not list((tmp_path / "own" / "program").iterdir()), "an archive that was unpacked is not kept"
    (tmp_path / "own" / "facts.json").write_text("{")
    assert stage_release(words) == 1, "without its facts it would not know an old version from a new one"
