"""`shubbak verify` says what a code proves, refuses what it does not, and names what it cannot use."""

from __future__ import annotations

import argparse
import dataclasses
import json
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
import qrcode
from fakes.code_authority import CodeAuthority, public
from PIL import Image
from test_receipt_code import CODE, KEY_ID, OTHER_KEY, URL, keys

from shubbak.cli.verify_command import add_parser
from shubbak.domain.receipt import ReceiptNumber
from shubbak.wire.output_code import OutputFacts, OutputKind, make_output_code
from shubbak.wire.station import ReceiptKey
from shubbak.wire.warranted import Warranted

ISSUER = ReceiptKey(9, "", public(OTHER_KEY), "2026-01-01T00:00:00Z", "", "بلدية الواحة", "Al-Waha", ("licence",))


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


TOWN = CodeAuthority()
ROOT = ("--root", TOWN.pinned.root)


def listed(folder: Path, name: str, content: Warranted) -> str:
    path = folder / f"{name}.json"
    path.write_bytes(msgspec.json.encode(content))
    return str(path)


@pytest.fixture
def signed_keys(tmp_path: Path) -> Path:
    return Path(listed(tmp_path, "key-set", TOWN.key_set([*keys().keys, ISSUER])))


@pytest.mark.parametrize(
    ("voided", "issued_at", "status", "standing", "said"),
    [
        ((41, 43), "2026-12-01T08:00:00Z", 0, "not_void", "not void as of"),
        ((41, 42), "2026-12-01T08:00:00Z", 3, "void", "But it is void"),
        ((41, 43), "2026-11-01T08:00:00Z", 0, "unlisted", "whether it was made void is not known"),
    ],
)
def test_the_void_list_says_whether_it_still_counts(
    signed_keys: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    voided: tuple[int, ...],
    issued_at: str,
    status: int,
    standing: str,
    said: str,
) -> None:
    voids = TOWN.void_list(*(ReceiptNumber("K07", 2026, number) for number in voided), issued_at=issued_at)
    options = (*ROOT, "--void", listed(tmp_path, "voids", voids))
    assert verify(CODE, signed_keys, *options, "--json") == status
    answer = json.loads(capsys.readouterr().out)
    assert (answer["proven"], answer["standing"]) == (True, standing)
    assert said in answer["says"]["en"]


def test_without_a_void_list_that_is_said(signed_keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(CODE, signed_keys, *ROOT) == 0
    assert "There is no void list" in capsys.readouterr().out


def test_a_licence_is_proven_and_one_that_ended_counts_no_more(
    signed_keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    licence = OutputFacts(
        OutputKind.LICENCE, "HL-1", "kw.health", "A/2/145", datetime(2026, 11, 1, tzinfo=UTC), None, bytes(range(32))
    )
    assert verify(make_output_code(licence, URL, 9, OTHER_KEY), signed_keys, *ROOT, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["kind"], answer["subject"], answer["data_sha256"][:8]) == ("licence", "A/2/145", "00010203")
    ended = dataclasses.replace(licence, valid_to=datetime(2026, 11, 2, tzinfo=UTC))
    assert verify(make_output_code(ended, URL, 9, OTHER_KEY), signed_keys, *ROOT) == 3
    said = capsys.readouterr().out
    assert "Its validity has ended." in said and "الرخصة" in said


def test_lists_that_prove_nothing_say_why(
    signed_keys: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign = listed(tmp_path, "foreign", CodeAuthority(seed=90).void_list())
    broken = tmp_path / "broken.json"
    broken.write_bytes(b"{}")
    cases = {
        (): "verify-root-missing",
        ("--root", "AAAA"): "receipt-keys-unreadable",
        ("--root", CodeAuthority(seed=90).pinned.root): "list-root",
        (*ROOT, "--void", foreign): "list-root",
        (*ROOT, "--void", str(broken)): "void-list-unreadable",
        (*ROOT, "--void", str(tmp_path / "none.json")): "void-list-unreadable",
    }
    for options, code in cases.items():
        assert verify(CODE, signed_keys, *options, "--json") == 2, code
        assert json.loads(capsys.readouterr().out)["problem"] == code


def test_plain_keys_take_a_void_list_too(key_file: Path, tmp_path: Path) -> None:
    voids = listed(tmp_path, "voids", TOWN.void_list(ReceiptNumber("K07", 2026, 42)))
    assert verify(CODE, key_file, *ROOT, "--void", voids) == 3
    assert verify(CODE, key_file, "--void", voids) == 2
