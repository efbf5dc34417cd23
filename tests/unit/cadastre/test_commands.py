"""`shubbak cadastre` and `shubbak plans` from a municipality's file to a sheet."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from fakes.land import MAPPING, municipal_file, square

from shubbak.cli import cadastre_command
from shubbak.cli.main import main


@pytest.fixture(autouse=True)
def _no_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound is for a process that ends; this one runs all the tests."""
    monkeypatch.setattr(cadastre_command, "bound_memory", lambda: None)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(words)
    told = capsys.readouterr()
    return status, told.out, told.err


@pytest.mark.filterwarnings("ignore")
def test_a_municipality_hands_in_and_a_plan_comes_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = ("--home", str(tmp_path / "home"))
    mapping = tmp_path / "m.yaml"
    mapping.write_text(yaml.safe_dump(MAPPING, allow_unicode=True), encoding="utf-8")
    bow = square(0, 90).difference(square(1, 91, 1, 1))
    given = municipal_file(tmp_path / "a.gpkg", [square(0, 0), square(20, 0), bow], ["1", "2", "2/1"])
    status, out, _ = said(capsys, "cadastre", "import", str(given), "--mapping", str(mapping), *home)
    assert status == 0 and "3 parcels as of 2026-01-01, version 1" in out and "⁦3⁩ قطعة" in out
    assert said(capsys, "cadastre", *home)[1].count("28191") == 2
    assert said(capsys, "cadastre", "find", "عين / 1 / ٢", *home)[1].startswith("الاختبار / عين / 1 / 2\n  600.00 m²")
    plan = tmp_path / "plan.pdf"
    status, out, _ = said(capsys, "plans", "draw", "2", "--scale", "500", "--paper", "a4", "-o", str(plan), *home)
    assert status == 0 and "1:500" in out and plan.read_bytes().startswith(b"%PDF")


def test_what_goes_wrong_is_a_sentence_in_both_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = ("--home", str(tmp_path / "home"))
    none = said(capsys, "cadastre", *home)
    assert none[0] == 1 and "no maps of the land" in none[2] and "خرائط" in none[2]
    assert said(capsys, "cadastre", "sample", "--country", "KW", *home)[0] == 0
    assert "no such parcel" in said(capsys, "cadastre", "find", "السالمية/4/999", *home)[2]
    assert "own number" in said(capsys, "cadastre", "find", "area=السالمية", *home)[2]
    several = said(capsys, "plans", "draw", "plot=3", "-o", str(tmp_path / "p.pdf"), *home)
    assert several[0] == 1 and several[1].count("الواحة") == 20 and "More than one" in several[2]
    assert said(capsys, "plans", "draw", "14/3", "-o", str(tmp_path / "no" / "p.pdf"), *home)[2].count("p.pdf") == 2
    (tmp_path / "m.yaml").write_text("country: JO\nlayers: [", encoding="utf-8")
    refused = said(capsys, "cadastre", "import", "x.gpkg", "--mapping", str(tmp_path / "m.yaml"), *home)
    assert refused[0] == 1 and "m.yaml" in refused[2]


def test_an_import_cannot_take_the_machine() -> None:
    swelling = "from shubbak.adapters.cadastre.memory_bound import bound_memory as b; b(); bytearray(5_000_000_000)"
    ended = subprocess.run([sys.executable, "-c", swelling], capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 1 and "MemoryError" in ended.stderr


def test_a_number_that_would_move_the_cursor_is_printed_without_its_signs() -> None:
    assert cadastre_command._plain("815\x1b[2J\u202e\r") == "815\ufffd[2J\ufffd\ufffd"
