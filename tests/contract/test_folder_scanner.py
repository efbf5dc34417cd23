"""A watched folder: order, what is none of its business, half-written files, documents of scan-to-folder machines."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path

import pytest
from fakes.scanner_benches import PAGE, encoded
from PIL import Image
from test_scanner_contract import code_of, pages_and_code

from shubbak.adapters.devices import folder_scanner
from shubbak.adapters.devices.folder_scanner import FolderScanner
from shubbak.adapters.devices.simulated_scanner import SimulatedScanner
from shubbak.ports.scanner import ScannedImage

PNG = encoded(PAGE, ".png")
PDF = b"%PDF-1.7\n...\n%%EOF\n"


def tiff(pages: int) -> bytes:
    file = io.BytesIO()
    sheet = Image.fromarray(PAGE)
    sheet.save(file, "TIFF", save_all=True, append_images=[sheet] * (pages - 1))
    return file.getvalue()


def watched(folder: Path, **settings: float | bool) -> FolderScanner:
    folder.mkdir(exist_ok=True)
    return FolderScanner(folder, **{"settle_s": 0.01, "patience_s": 0.1, **settings})  # type: ignore[arg-type]


def test_a_folder_gives_its_files_once_each_in_order_of_name(tmp_path):
    scanner = watched(tmp_path / "pages")
    for name in ("b.PNG", "a.png", "c.pdf"):
        (tmp_path / "pages" / name).write_bytes(PDF if name == "c.pdf" else PNG)
    assert [scanner.scan().media_type for _ in range(3)] == ["image/png", "image/png", "application/pdf"]
    assert code_of(scanner) == "scanner-empty"
    (tmp_path / "pages" / "a2.tif").write_bytes(tiff(2))
    assert scanner.scan() == ScannedImage(tiff(2), "image/tiff")


def test_a_file_written_anew_under_its_old_name_is_another_page(tmp_path):
    scanner = watched(tmp_path / "pages")
    (tmp_path / "pages" / "scan.png").write_bytes(PNG)
    scanner.scan()
    (tmp_path / "pages" / "scan.png").write_bytes(encoded(PAGE[::-1], ".png"))
    assert scanner.scan().untrusted_body != PNG


@pytest.mark.timeout(10)
def test_a_pipe_in_the_place_of_a_page_is_not_waited_for(tmp_path, monkeypatch):
    scanner, page, mark = watched(tmp_path / "pages"), tmp_path / "pages" / "a.png", folder_scanner._mark
    page.write_bytes(PNG)

    def swapped(path: Path) -> object:
        found = mark(path)
        path.unlink()
        os.mkfifo(path)
        return found

    monkeypatch.setattr(folder_scanner, "_mark", swapped)
    assert code_of(scanner) == "scanner-gone"


def test_a_folder_offers_nothing_but_its_own_regular_files_of_bearable_size(tmp_path):
    folder, elsewhere = tmp_path / "pages", tmp_path / "secret.png"
    scanner = watched(folder)
    elsewhere.write_bytes(PNG)
    (folder / "link.png").symlink_to(elsewhere)
    (folder / "gone.png").symlink_to(tmp_path / "nowhere.png")
    (folder / "linked").symlink_to(tmp_path)
    (folder / "notes.txt").write_text("no page")
    (folder / ".hidden.png").write_bytes(PNG)
    (folder / "~lock.png").write_bytes(PNG)
    (folder / "sub.png").mkdir()
    deep = folder / "a" / "b" / "c"
    deep.mkdir(parents=True)
    (deep / "page.png").write_bytes(PNG)
    with (folder / "huge.png").open("wb") as file:
        file.truncate(40_000_001)
    assert code_of(scanner) == "scanner-empty"


def test_folders_of_a_day_or_a_person_are_looked_into(tmp_path):
    scanner = watched(tmp_path / "pages")
    (tmp_path / "pages" / "2026-11-22" / "desk").mkdir(parents=True)
    (tmp_path / "pages" / "2026-11-22" / "desk" / "1.png").write_bytes(PNG)
    assert pages_and_code(scanner) == (1, "")


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("p.png", PNG),
        ("p.jpg", encoded(PAGE, ".jpg")),
        ("p.pdf", PDF),
        ("p.tiff", tiff(2)),
        ("p.ppm", encoded(PAGE, ".ppm")),
    ],
)
def test_a_file_that_is_still_being_written_is_waited_for(tmp_path, name, body):
    scanner = watched(tmp_path / "pages", patience_s=10)
    path = tmp_path / "pages" / name
    path.write_bytes(body[: len(body) // 2])
    timer = threading.Timer(0.1, path.write_bytes, [body])
    timer.start()
    assert scanner.scan().untrusted_body == body
    timer.join()


@pytest.mark.parametrize("body", [b"", bytes(100_000), PNG[:-1], b"<html></html>", tiff(2)[:-200]])
def test_a_file_that_stays_half_is_said_once_and_holds_nothing_up(tmp_path, body):
    scanner = watched(tmp_path / "pages")
    (tmp_path / "pages" / "a.png").write_bytes(body)
    (tmp_path / "pages" / "b.png").write_bytes(PNG)
    assert code_of(scanner) == "scanner-gibberish"
    assert scanner.scan().untrusted_body == PNG
    assert code_of(scanner) == "scanner-empty"


def test_pages_that_were_given_can_be_taken_away(tmp_path):
    scanner = watched(tmp_path / "pages", take_away=True)
    for name in ("a.png", "b.png"):
        (tmp_path / "pages" / name).write_bytes(PNG)
    assert pages_and_code(scanner) == (2, "")
    assert list((tmp_path / "pages").iterdir()) == []


def test_the_simulator_keeps_its_picture_and_can_tear_it(tmp_path):
    picture = tmp_path / "card.jpg"
    picture.write_bytes(b"picture")
    scanner = SimulatedScanner(picture, development=True)
    assert scanner.scan() == scanner.scan() == ScannedImage(b"picture", "image/jpeg")
    scanner.tears_after_bytes = 3
    assert scanner.scan().untrusted_body == b"pic"


def test_the_simulator_never_stands_in_a_station_in_service(tmp_path):
    with pytest.raises(RuntimeError):
        SimulatedScanner(tmp_path / "card.jpg", development=False)
