"""`shubbak services check` tells an author what to mend, and says ok in Arabic."""

from pathlib import Path

import pytest
from service_samples import SOUND

from shubbak.cli.main import main


def test_sound_files_are_named_with_version_and_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kw").mkdir()
    (tmp_path / "kw" / "sound.yaml").write_text(SOUND, encoding="utf-8")
    assert main(["services", "check", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "ok kw.test.sound v1 خدمة\n"


def test_the_shipped_files_are_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["services", "check"]) == 0
    assert "ok kw.violation.report v2 بلاغ" in capsys.readouterr().out


def test_complaints_are_printed_by_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text(SOUND.replace("icon: shop", "icon: moon"), encoding="utf-8")
    (tmp_path / "b.yaml").write_bytes(b"id: \xff\xfe")
    (tmp_path / "c.yaml").mkdir()
    assert main(["services", "check", str(tmp_path)]) == 1
    first, second, third = capsys.readouterr().out.splitlines()
    assert first.startswith(f'{tmp_path}/a.yaml:7: "moon" is not one of')
    assert second == f"{tmp_path}/b.yaml:1: the file is not UTF-8 text, or it is far too long"
    assert third == f"{tmp_path}/c.yaml:1: the file cannot be read: Is a directory"


def test_an_empty_folder_is_a_complaint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["services", "check", str(tmp_path / "nowhere")]) == 1
    assert "there are no *.yaml files here" in capsys.readouterr().out
