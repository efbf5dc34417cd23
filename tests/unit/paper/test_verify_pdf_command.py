"""`shubbak verify-pdf`: a signed licence on the command line, sound, changed, unsigned, and by a stranger."""

from __future__ import annotations

import json
from pathlib import Path

import output_samples
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from fakes.official_signer import NAME, Authority, signed

from shubbak.adapters.paper.places_to_sign import with_places_to_sign
from shubbak.cli.main import main
from shubbak.resources import load_output_form

AUTHORITY = Authority()


@pytest.fixture(scope="module")
def licence() -> bytes:
    pdf = output_samples.engine().set_pages(output_samples.order(output_samples.FULL))
    return with_places_to_sign(pdf, load_output_form("licence"), 1)


def verify(folder: Path, pdf: bytes, authority: Authority, *more: str) -> int:
    (folder / "licence.pdf").write_bytes(pdf)
    (folder / "trust.pem").write_bytes(authority.certificate.public_bytes(Encoding.PEM))
    return main(["verify-pdf", str(folder / "licence.pdf"), "--trust", str(folder / "trust.pem"), *more])


def test_a_sound_signature_names_its_official_in_both_languages(licence, tmp_path, capsys):
    assert verify(tmp_path, signed(licence, AUTHORITY.official(), "official-1"), AUTHORITY) == 0
    said = capsys.readouterr().out
    assert said.count(NAME) == 2
    assert "sound" in said
    assert "سليم" in said


def test_a_strangers_signature_and_none_are_not_sound(licence, tmp_path, capsys):
    assert verify(tmp_path, signed(licence, Authority().official(), "official-1"), AUTHORITY, "--json") == 1
    assert json.loads(capsys.readouterr().out)["signatures"][0]["problems"] == ["pdf-signature-untrusted"]
    assert verify(tmp_path, licence, AUTHORITY, "--json") == 1
    assert json.loads(capsys.readouterr().out)["problems"] == ["pdf-unsigned"]


def test_files_that_cannot_be_used_are_named(tmp_path, capsys):
    assert main(["verify-pdf", str(tmp_path / "none.pdf"), "--trust", str(tmp_path / "none.pem"), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["problems"] == ["pdf-trust-unreadable"]
