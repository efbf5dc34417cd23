"""SANE beyond the common promise: hanging, lying and endless drivers, what a wish comes to, piles, cables pulled."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes.scanner_benches import FED, PAGE, SaneNetBench, encoded
from test_scanner_contract import code_of, pages_and_code, sane_devices

from shubbak.adapters.devices.page_bytes import pixels
from shubbak.adapters.devices.sane_finding import SaneFinder
from shubbak.adapters.devices.sane_options import chosen, read_options
from shubbak.adapters.devices.sane_scanner import SaneScanner
from shubbak.ports.scanner import ScanArea, ScanMode, ScannerError, ScanSource, ScanWish

__all__ = ["sane_devices"]
SLOW = {"read-delay": "yes", "read-delay-duration": "200000", "read-limit": "yes", "read-limit-size": "100"}


def stand_in(folder: Path, *lines: str) -> str:
    """Write a program that stands in for `scanimage`; returns its path."""
    program = folder / "stand-in"
    program.write_text(
        "\n".join(
            ["#!/bin/sh", 'case "$*" in *--all-options*) echo "    --source Flatbed|ADF [ADF]"; exit;; esac', *lines]
        )
    )
    program.chmod(0o700)
    return str(program)


def test_the_wish_decides_size_resolution_and_mode():
    wish = ScanWish(mode=ScanMode.GREY, dpi=150, area=ScanArea.CARD)
    page = SaneScanner("test:0", wish=wish).scan()
    assert page.media_type == "image/x-portable-graymap"
    assert pixels(page.untrusted_body) == (885, 649)  # whole dots of 150 by 110 mm


def test_a_name_that_no_program_can_be_told_is_no_scanner():
    assert code_of(SaneScanner("test\0:0")) == "scanner-gone"


def test_an_area_beyond_the_glass_is_the_glass():
    # 200 mm each way
    assert pixels(SaneScanner("test:0", wish=ScanWish(dpi=50)).scan().untrusted_body) == (393, 393)


@pytest.mark.parametrize(
    ("wish", "listing", "settings"),
    [
        (ScanWish(), "--source ADF Front|ADF Back|ADF Duplex [ADF Front]", {}),
        (FED, "--source ADF Front|ADF Back|ADF Duplex [ADF Front]", {"source": "ADF Front"}),
        (ScanWish(ScanSource.DUPLEX), "--source Flatbed|ADF|ADF Duplex [Flatbed]", {"source": "ADF Duplex"}),
        (ScanWish(ScanSource.DUPLEX), "--adf-mode Simplex|Duplex [Simplex]", {"adf-mode": "Duplex"}),
        (FED, "--source Flatbed [Flatbed]", {"source": "Flatbed"}),
        (ScanWish(), "--mode Lineart|Gray|48 bits Color|Color [Gray]", {"mode": "Color"}),
        (ScanWish(), "--mode Gray|Color\0 [Gray]", {}),
        (ScanWish(mode=ScanMode.GREY), "--mode Color|True Gray [Color]", {"mode": "True Gray"}),
        (ScanWish(mode=ScanMode.LINE), "--mode Black & White|Color [Color]", {"mode": "Black & White"}),
        (ScanWish(mode=ScanMode.LINE), "--mode Gray|Color [Color]", {"mode": "Gray"}),
        (ScanWish(dpi=320), "--resolution auto||75|150|300|600dpi [75]", {"resolution": "300"}),
        (ScanWish(dpi=2000), "--resolution 50..1200dpi (in steps of 1) [75]", {"resolution": "1200"}),
        (ScanWish(), "-x 0..215.9mm (in steps of 0.1) [215.9]", {"x": "210"}),
        (ScanWish(), "-y 0..200mm [100] [inactive]", {}),
        (ScanWish(), "--mode <string> [read-only]", {}),
        (ScanWish(), "--source Öäü|\x00 [?]", {}),
    ],
)
def test_a_wish_comes_to_what_the_driver_calls_it(wish, listing, settings):
    assert chosen(wish, read_options(f"All options specific to device:\n    {listing}\n        Words.\n")) == settings


def test_a_slow_device_is_stopped_at_the_deadline():
    assert code_of(SaneScanner("test:0", SLOW, page_s=0.4)) == "scanner-slow"
    assert pages_and_code(SaneScanner("test:0", SLOW, FED, page_s=0.4)) == (0, "scanner-slow")


def test_a_driver_that_ignores_the_request_to_stop_is_killed_with_its_children(tmp_path):
    child = tmp_path / "child"
    program = stand_in(tmp_path, 'trap "" INT TERM', "sleep 60 &", f'echo $! > "{child}"', "wait", "wait", "wait")
    assert code_of(SaneScanner("any", page_s=0.4, program=program)) == "scanner-slow"
    gone_by = time.monotonic() + 2
    while runs(child.read_text().strip()) and time.monotonic() < gone_by:
        time.sleep(0.02)
    assert not runs(child.read_text().strip())


def runs(pid: str) -> bool:
    stat = Path("/proc", pid, "stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_device_that_sends_without_end_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr("shubbak.adapters.devices.sane_program.LARGEST_BYTES", 1_000_000)
    program = stand_in(tmp_path, 'case "$*" in *--batch*) exec cat /dev/zero > 1.part;; esac', "exec cat /dev/zero")
    assert code_of(SaneScanner("any", program=program)) == "scanner-gone"
    assert pages_and_code(SaneScanner("any", wish=FED, program=program)) == (0, "scanner-gone")


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ("exit 0", "scanner-gibberish"),
        ("echo not an image", "scanner-gibberish"),
        ("printf 'P6 2 2 255 12345'", "scanner-gibberish"),
        ("exit 77", "scanner-gone"),
        ("echo Device busy >&2; exit 1", "scanner-busy"),
    ],
)
def test_a_program_that_brings_no_whole_image_is_no_scan(tmp_path, says, code):
    assert code_of(SaneScanner("any", program=stand_in(tmp_path, says))) == code


@pytest.mark.parametrize("wish", [None, FED])
def test_a_driver_that_hangs_after_its_complaint_is_not_waited_for(tmp_path, wish, monkeypatch):
    monkeypatch.setattr("shubbak.adapters.devices.sane_program._GRACE_S", 0.2)
    complaint = "echo 'scanimage: sane_read: Document feeder jammed' >&2"
    program = stand_in(tmp_path, 'trap "" TERM INT', complaint, "while :; do sleep 1; done")
    assert pages_and_code(SaneScanner("any", wish=wish, program=program)) == (0, "scanner-jammed")


def test_a_station_that_is_killed_leaves_no_scan_behind(tmp_path):
    said = tmp_path / "number"
    program = stand_in(tmp_path, f"echo $$ > {said}.part; mv {said}.part {said}; exec sleep 60")
    scans = "import sys; from shubbak.adapters.devices.sane_scanner import SaneScanner; "
    station = subprocess.Popen(
        [sys.executable, "-c", f"{scans} SaneScanner('any', program=sys.argv[1]).scan()", program]
    )
    wait_until(said.exists)
    station.kill()
    station.wait()
    # A dead one has no command line any more, whether or not anybody has asked how it ended.
    line = Path(f"/proc/{said.read_text().strip()}/cmdline")
    wait_until(lambda: not line.exists() or not line.read_bytes())


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_without_the_program_there_is_no_scanner():
    assert code_of(SaneScanner("test:0", program="/nonexistent/scanimage")) == "scanner-gone"
    assert SaneFinder(program="/nonexistent/scanimage").find() == ()


PAGES = "for page in 1 2; do printf 'P5 2 2 255 1234' > $page.part; mv $page.part $page; done"


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ("exit 7", ""),
        ("exit 0", ""),
        ("exit 6", "scanner-jammed"),
        ("printf 'P5 2 2 255 12' > 3.part; exit 6", "scanner-jammed"),
        ("printf 'P5 2 2 255 12' > 3.part; exit 0", "scanner-gibberish"),
        ("exec sleep 60", "scanner-slow"),
    ],
)
def test_what_ends_a_pile_leaves_the_pages_before_it(tmp_path, end, code):
    program = stand_in(tmp_path, PAGES, end)
    assert pages_and_code(SaneScanner("any", wish=FED, program=program, page_s=0.4)) == (2, code)


def test_a_feeder_that_never_empties_is_not_believed(tmp_path, monkeypatch):
    monkeypatch.setattr("shubbak.adapters.devices.sane_program.MOST_PAGES", 2)
    program = stand_in(tmp_path, PAGES, "printf x > 3.part")
    assert pages_and_code(SaneScanner("any", wish=FED, program=program)) == (2, "scanner-gibberish")


def test_no_page_of_a_pile_touches_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for _ in SaneScanner("test:0", wish=FED).scan_all():
        assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.parent.name != "sane.d"]
    assert [path.name for path in tmp_path.iterdir()] == ["sane.d"]


def test_a_cable_pulled_in_mid_scan_is_forgotten_by_the_next_one(tmp_path):
    bench = SaneNetBench(tmp_path)
    try:
        scanner = SaneScanner(f"{bench.prefix}pnm:0", {"filename": str(tmp_path / "page.ppm")})
        assert bench.is_page(scanner.scan())
        slow = SaneScanner(f"{bench.prefix}test:0", SLOW, page_s=10)
        timer = threading.Timer(0.4, bench.unplug)
        timer.start()
        assert code_of(slow) in ("scanner-gone", "scanner-gibberish")
        timer.join()
        assert code_of(scanner) == "scanner-gone"
        bench.plug_in()
        assert bench.is_page(scanner.scan())
    finally:
        bench.close()


def test_the_scanners_that_sane_knows_are_found_by_their_addresses(tmp_path):
    found = SaneFinder().find()
    assert [each.address for each in found] == ["sane:pnm:0", "sane:pnm:1", "sane:test:0", "sane:test:1"]
    assert found[0].name == "Noname PNM file reader"


@pytest.mark.parametrize(
    ("says", "addresses"),
    [
        ("sleep 60", []),
        (r"printf 'airscan:e0:Big MFP\037Big\nMFP\036'", ["sane:airscan:e0:Big%20MFP"]),
        (r"printf 'bad\001name\037x\036\037y\036'", []),
    ],
)
def test_what_a_listing_says_is_cleaned_and_has_a_deadline(tmp_path, says, addresses):
    assert [each.address for each in SaneFinder(0.3, stand_in(tmp_path, says)).find()] == addresses


def test_a_lossless_page_takes_no_packing(tmp_path):
    (tmp_path / "page.ppm").write_bytes(encoded(PAGE, ".ppm"))
    page = SaneScanner("pnm:0", {"filename": str(tmp_path / "page.ppm")}).scan()
    assert page.media_type == "image/x-portable-pixmap"


def test_an_error_between_two_scans_makes_the_driver_tell_anew_what_it_has(tmp_path):
    scanner = SaneScanner("any", wish=FED, program=stand_in(tmp_path, "exit 9"))
    assert [code_of(scanner), code_of(scanner)] == ["scanner-gone"] * 2
    stand_in(tmp_path, PAGES)
    assert pages_and_code(scanner) == (2, "")
    with pytest.raises(ScannerError):
        SaneScanner("any", wish=FED, program=stand_in(tmp_path, "exit 9")).scan()
