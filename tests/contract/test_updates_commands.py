"""`shubbak portal updates` and `shubbak updates` as staff meet them, over a real portal."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from fakes.portal_process import PortalProcess

from shubbak.cli.main import main
from shubbak.station.late_updates import this_platform


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[PortalProcess]:
    (tmp_path / "portal").mkdir()
    process = PortalProcess(tmp_path / "portal")
    process.start()
    yield process
    process.stop()


def portal_updates(portal: PortalProcess, *words: str) -> int:
    return main(["portal", *portal.places, "updates", *words])


def release(folder: Path) -> Path:
    place = folder / "release.tar.gz"
    with tarfile.open(place, "w:gz") as tar:
        member = tarfile.TarInfo("app/start")
        member.mode = 0o755
        tar.addfile(member, BytesIO())
    return place


def test_from_the_ceremony_to_a_station_that_refuses_a_stolen_key(
    portal: PortalProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stick, home = str(tmp_path / "stick"), str(tmp_path / "home")
    monkeypatch.setenv("SHUBBAK_VERSIONS", str(tmp_path / "versions"))
    monkeypatch.setenv("SHUBBAK_PROGRAM_STATE", str(tmp_path / "state"))
    assert portal_updates(portal, "init", stick) == 0
    paper = capsys.readouterr().out.splitlines()[-1].removeprefix("root 1  ")
    assert main(["enrol", "--portal", portal.url, "--code", portal.enrol_code(), "--home", home]) == 0
    assert portal_updates(portal, "publish-catalogue") == 1, "its key is on the stick"
    assert portal_updates(portal, "publish-catalogue", "--sign-with", stick) == 0
    words = ["--version", "1.2", "--platform", this_platform(), "--entry", "app/start", "--sign-with", stick]
    assert portal_updates(portal, "publish-program", str(release(tmp_path)), *words) == 0
    capsys.readouterr()
    assert main(["updates", "check", "--home", home]) == 0
    assert "1.2.0 is offered" in capsys.readouterr().out
    assert main(["updates", "stage", "--home", home]) == 0
    assert main(["updates", "--home", home]) == 0
    shown = capsys.readouterr().out
    assert f"root       {paper}" in shown
    assert "catalogue  version 1" in shown
    assert "program    1.2.0" in shown
    assert portal_updates(portal, "rotate", "targets", "--sign-with", stick, "--into", stick) == 0
    timestamp = tmp_path / "portal" / "updates" / "metadata" / "timestamp.json"
    timestamp.write_bytes(timestamp.read_bytes().replace(b'"sha256":"', b'"sha256":"0'))
    assert main(["updates", "check", "--home", home]) == 1
    capsys.readouterr()
    assert main(["updates", "--home", home]) == 0
    assert "its signature is not genuine" in capsys.readouterr().err, "the last refusal is remembered"
