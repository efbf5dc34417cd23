"""`shubbak verify` says what a code proves, refuses what it does not, and names what it cannot use."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import msgspec
import pytest
import qrcode
from PIL import Image
from test_receipt_code import CODE, KEY_ID, OTHER_KEY, keys

from shubbak.cli.verify_command import add_parser


def verify(untrusted: str, key_file: Path, *options: str) -> int:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["verify", untrusted, "--keys", str(key_file), *options])
    return int(arguments.run(arguments))


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "keys.json"
    path.write_bytes(msgspec.json.encode(keys()))
    return path


def picture(path: Path, text: str) -> str:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make_image().save(str(path))
    return str(path)


def test_a_proven_code_is_told_in_both_languages(key_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(CODE, key_file) == 0
    said = capsys.readouterr().out
    for words in ("الإيصال صحيح", "بلدية الواحة", "The receipt is genuine", "K07-2026-000042-", "12,345.678"):
        assert words in said
    assert "does not prove that the application was approved" in said


def test_a_program_reads_the_same_facts(key_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(CODE, key_file, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["proven"] is True
    assert (answer["total_minor"], answer["currency"], answer["station"]) == (12_345_678, "KWD", "K07")
    assert answer["issued_at"] == "2026-11-22T07:42:05+00:00"


@pytest.mark.parametrize("name", ["code.png", "code.jpg", "code.bmp"])
def test_a_picture_of_the_code_proves_as_much(key_file: Path, tmp_path: Path, name: str) -> None:
    plain = Image.open(picture(tmp_path / "plain.png", CODE)).convert("L")
    plain.rotate(4, expand=True, fillcolor=255).save(tmp_path / name)
    assert verify(str(tmp_path / name), key_file) == 0


def test_what_is_not_proven_ends_in_one(key_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for untrusted in (
        CODE[:-1],
        CODE[:-1] + str((int(CODE[-1]) + 1) % 10),
        "123",
        picture(tmp_path / "x.png", "hello"),
    ):
        assert verify(untrusted, key_file, "--json") == 1
        answer = json.loads(capsys.readouterr().out)
        assert (answer["proven"], answer["problem"]) in [
            (False, "receipt-code-shape"),
            (False, "receipt-code-signature"),
        ]
    key_file.write_bytes(msgspec.json.encode(keys(OTHER_KEY)))
    assert verify(CODE, key_file) == 1
    assert "The code's signature is wrong" in capsys.readouterr().out


def test_input_that_cannot_be_used_ends_in_two(
    key_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text.png").write_text("not a picture")
    (tmp_path / "cut.png").write_bytes(Path(picture(tmp_path / "whole.png", CODE)).read_bytes()[:900])
    Image.new("1", (8_000, 6_000)).save(tmp_path / "large.png", compress_level=1)
    Image.new("1", (10_000, 10_000)).save(tmp_path / "bomb.png", compress_level=1)
    Image.new("L", (200, 200), 255).save(tmp_path / "blank.png")
    cases = {
        "missing.png": "receipt-file-unreadable",
        "text.png": "qr-image-unreadable",
        "cut.png": "qr-image-unreadable",
        "large.png": "qr-image-too-large",
        "bomb.png": "qr-image-too-large",
        "blank.png": "qr-image-no-code",
        ".": "receipt-file-unreadable",
    }
    for name, code in cases.items():
        assert verify(str(tmp_path / name), key_file, "--json") == 2, name
        assert json.loads(capsys.readouterr().out)["problem"] == code


def test_keys_that_cannot_be_used_end_in_two(key_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = keys().keys[0]
    sets = [b"", b"{}", b"\xff", json.dumps({"version": 1, "keys": [{"key_id": KEY_ID}]}).encode()]
    for change in ({"public_key": "AAAA"}, {"public_key": "*"}, {"valid_from": "soon"}, {"valid_from": "2026-01-01"}):
        fields = {**msgspec.to_builtins(broken), **change}
        sets.append(json.dumps({"version": 1, "keys": [fields]}).encode())
    for content in sets:
        key_file.write_bytes(content)
        assert verify(CODE, key_file, "--json") == 2, content
        assert json.loads(capsys.readouterr().out)["problem"] == "receipt-keys-unreadable"
    assert verify(CODE, key_file.with_name("none.json")) == 2
