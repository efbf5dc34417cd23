"""The read-id command: one line an image, and never a traceback."""

import argparse
import json
import os
from pathlib import Path

import pytest

from shubbak.cli.read_id_command import add_parser

CARDS = Path(__file__).resolve().parents[2] / "samples" / "cards"


def read_id(*arguments):
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    chosen = parser.parse_args(["read-id", *map(str, arguments)])
    return chosen.run(chosen)


def test_a_card_is_told_field_by_field(capfd):
    assert read_id(CARDS / "td1_kuwait.jpg", "--json") == 0
    shown = capfd.readouterr()
    said = json.loads(shown.out)
    assert shown.err == ""
    assert set(said) == {"file", "ok", "mrz", "document", "problems", "ms"}
    assert said["ok"] is True
    assert said["problems"] == []
    assert said["mrz"][2] == "ALNAMUTHAJ<<NOURA<SALIM<<<<<<<"
    assert said["document"]["birth_date"] == "1990-03-15"
    assert said["document"]["national_number"] == "290031544172"


@pytest.fixture
def odd_files(tmp_path):
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "words.png").write_text("no image at all")
    (tmp_path / "cut.jpg").write_bytes((CARDS / "td1_kuwait.jpg").read_bytes()[:5000])
    with (tmp_path / "huge.jpg").open("wb") as file:
        file.truncate(50_000_000)
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("missing.jpg", "image-unreadable"),
        (".", "image-unreadable"),
        ("pipe", "image-unreadable"),
        ("empty.jpg", "image-unreadable"),
        ("words.png", "image-unreadable"),
        ("cut.jpg", "image-unreadable"),
        ("huge.jpg", "image-too-large"),
        ("no\0name", "image-unreadable"),
        ("not\udcfftext", "image-unreadable"),
        ("x" * 300, "image-unreadable"),
    ],
)
def test_whatever_is_no_card_gets_its_problem(odd_files, name, code, capsys):
    assert read_id(odd_files / name, "--json") == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["ok"], said["problems"], said["document"]) == (False, [code], None)
    assert read_id(odd_files / name) == 1
    assert code in capsys.readouterr().out


def test_one_bad_image_among_good_ones_fails_the_run_but_stops_nothing(odd_files, capsys):
    assert read_id(odd_files / "empty.jpg", CARDS / "td2_oman.jpg") == 1
    first, second = capsys.readouterr().out.splitlines()
    assert "image-unreadable" in first
    assert "ALIKHTIBAR" in second
