"""Fault 26, scans: who sees a page writes no file and calls nobody, and when a visit ends its pages are gone."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from fakes.drawn_page import drawn_page, jpeg
from fakes.left_behind import found_in_memory, fragments, traced, written_and_called
from fault_tally import Tally
from PIL import Image

from shubbak.adapters.scan.image_process import ImageProcess, worker_command

pytestmark = [pytest.mark.fault(26), pytest.mark.timeout(300)]

#: A station in small: takes, binds and holds a document, then its visit ends.
STATION = """
import gc, os
from datetime import date
from shubbak.adapters.scan.image_process import ImageProcess
from shubbak.adapters.system.memory_image import give_back_freed_memory, keep_pages_apart

def received(length):
    body = bytearray()
    while len(body) < length:
        body += os.read(0, length - len(body))
    return bytes(body)

def visit(process):
    length = int(os.read(0, 20))
    os.write(1, b"ready\\n")
    pages = process.take(received(length), "other")
    bound = process.bind(pages)
    for held in (pages[0].body, bound):
        os.write(1, b"%d\\n" % len(held))
        left = memoryview(held)
        while left:
            left = left[os.write(1, left):]
    os.read(0, 20)

keep_pages_apart()
process = ImageProcess(lambda: date(2026, 3, 1), deadline_s=120)
visit(process)
process.forget()
gc.collect()
os.write(1, b"over\\n")
os.read(0, 20)
give_back_freed_memory()
os.write(1, b"given back\\n")
os.read(0, 20)
"""


def scanned(kind: str) -> bytes:
    picture = drawn_page(dpi=110)
    if kind == "JPEG":
        return jpeg(picture)
    kept = io.BytesIO()
    Image.fromarray(picture[:, :, ::-1]).save(kept, kind)
    return kept.getvalue()


def test_whoever_sees_a_page_writes_no_file_and_calls_nobody(
    tmp_path: Path, tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, aside = tmp_path / "home", tmp_path / "aside"
    for folder, names in ((home, ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")), (aside, ("TMPDIR",))):
        folder.mkdir()
        for name in names:
            monkeypatch.setenv(name, str(folder))
    log = tmp_path / "log"
    process = ImageProcess(lambda: date(2026, 3, 1), deadline_s=200, command=traced(worker_command(), log))
    try:
        pages = process.take(scanned("PDF"), "other")
        assert isinstance(pages, tuple)
        assert process.bind(pages).startswith(b"%PDF")
        process.read(scanned("JPEG"))
        assert process.codes(scanned("JPEG"))
    finally:
        process.forget()
    written, called = written_and_called(log)
    lines = len(log.read_text(errors="replace").splitlines())
    tally("processes that see pages", calls=lines, written=len(written - {"/dev/null"}), called=len(called))
    assert "file_worker" in log.read_text(errors="replace")
    assert written <= {"/dev/null"}
    assert called == []
    assert (list(home.iterdir()), list(aside.iterdir())) == ([], [])


def test_who_writes_or_calls_would_be_seen(tmp_path: Path) -> None:
    log, page = tmp_path / "log", tmp_path / "page.jpg"
    code = f"import socket; open({str(page)!r}, 'w'); s = socket.socket(2, 2); s.connect(('127.0.0.1', 9))"
    subprocess.run(traced([sys.executable, "-c", code], log), check=True, timeout=60)
    written, called = written_and_called(log)
    assert str(page) in written
    assert len(called) == 1


@contextmanager
def station() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", STATION], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_the_pages_of_a_visit_that_ended_are_gone_from_memory_but_for_scraps(tally: Tally) -> None:
    body = scanned("JPEG")
    with station() as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def go_on(said: bytes = b"\n") -> None:
            process.stdin.write(said)
            process.stdin.flush()

        go_on(b"%d\n" % len(body))
        assert process.stdout.readline() == b"ready\n"
        go_on(body)
        held = [process.stdout.read(int(process.stdout.readline())) for _ in range(2)]
        wanted = [piece for each in held for piece in fragments(each)]
        during = found_in_memory(process.pid, wanted)
        go_on()
        assert process.stdout.readline() == b"over\n"
        freed = found_in_memory(process.pid, [*wanted, *fragments(body)])
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        go_on()
        assert process.stdout.readline() == b"given back\n"
        after = found_in_memory(process.pid, [*wanted, *fragments(body)])
    tally("pages in memory", during=during, freed=freed, after=after)
    assert during == len(wanted)  # the search finds what lies there
    assert children == []  # and what they held went with them
    assert after <= 4  # scraps of less than a memory page, beside something that lives (docs/data-protection.md)
