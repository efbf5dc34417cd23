"""The read-chip command, over a real PC/SC service: facts, proof and sentences, and no key among its arguments."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path

import pytest
from fakes.passport_content import Issuer, zone
from fakes.virtual_passport import Pace, VirtualPassport
from fakes.virtual_reader import VirtualReader

from shubbak.cli.read_chip_command import add_parser
from shubbak.ports.chip import MrzKey

ISSUER = Issuer()
ZONE = "\n".join(zone()) + "\n\n"


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    (tmp_path / "trust" / "KWT").mkdir(parents=True)
    (tmp_path / "trust" / "KWT" / "authority.cer").write_bytes(ISSUER.authority.certificate())
    return tmp_path / "trust"


def read_chip(typed: str, monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    chosen = parser.parse_args(["read-chip", *map(str, arguments)])
    return chosen.run(chosen)


@pytest.fixture(scope="module")
def reader(pcsc_address: Path, tmp_path_factory: pytest.TempPathFactory):
    with VirtualReader(tmp_path_factory.mktemp("service"), pcsc_address) as reader:
        reader.insert(VirtualPassport(ISSUER.files(zone()), MrzKey.of_zone(zone()), pace=Pace()))
        yield reader


def test_a_chip_is_told_with_what_it_is_worth(reader, trust, monkeypatch, capsys):
    assert read_chip(ZONE, monkeypatch, "--trust", trust) == 0
    said = capsys.readouterr().out
    assert zone()[1] in said
    assert "unchanged=shown signed=shown vouched=shown genuine=open" in said
    assert "This chip's data are signed by the issuing state, and the signature holds." in said
    assert "ثبت أن الدولة المُصدِرة وقّعت بيانات هذه الشريحة." in said


def test_without_authorities_it_says_that_nobody_vouches(reader, monkeypatch, capsys):
    assert read_chip("123456\n", monkeypatch, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["problems"], said["issued"], said["access"]) == (["chip-unproven"], False, "pace")
    assert said["document"]["surname"] == "ALNAMUTHAJ"


@pytest.mark.parametrize(
    ("typed", "arguments", "status", "words"),
    [
        ("000000\n", [], 1, "did not open with the printed details"),
        ("nonsense\n", [], 2, "neither a document"),
        ("123456\n", ["--reader", "usb:"], 2, "chip reader is not connected"),
        ("123456\n", ["--reader", "pcsc:Other"], 1, "chip reader is not connected"),
    ],
)
def test_what_cannot_be_read_is_said_in_both_languages(reader, typed, arguments, status, words, monkeypatch, capsys):
    assert read_chip(typed, monkeypatch, *arguments) == status
    said = "".join(capsys.readouterr())
    assert words in said
    assert any("\u0620" <= letter <= "\u064a" for letter in said)


def test_a_folder_with_something_else_in_it_is_named(trust, monkeypatch, capsys):
    (trust / "KWT" / "notes.pem").write_text("not a certificate")
    assert read_chip("123456\n", monkeypatch, "--trust", trust) == 2
    assert str(trust) in capsys.readouterr().err
