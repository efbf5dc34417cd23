"""`shubbak services new` writes a file that `check` takes as it stands, and never writes over one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from shubbak.cli.main import main
from shubbak.cli.service_files import find_service
from shubbak.resources import root


@pytest.mark.parametrize("country", ["jo", "om", "kw", "sa"])
def test_a_new_file_is_sound_at_once(country: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["services", "new", f"{country}.tax.rebate", "--into", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{tmp_path / country / 'tax_rebate.yaml'}\n"
    assert main(["services", "check", str(tmp_path)]) == 0
    service = find_service(tmp_path, f"{country}.tax.rebate")
    assert service is not None
    assert (service.country, service.category) == (country.upper(), "tax")
    assert service.pages and service.fees and service.examples


def test_it_takes_the_workflow_where_the_folder_has_one(tmp_path: Path) -> None:
    shutil.copytree(root() / "services" / "pieces", tmp_path / "pieces")
    assert main(["services", "new", "om.water.well_clean", "--into", str(tmp_path)]) == 0
    written = (tmp_path / "om" / "water_well_clean.yaml").read_text(encoding="utf-8")
    assert "procedure: {use: workflows.review}" in written
    assert main(["services", "check", str(tmp_path)]) == 0


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kw").mkdir()
    there = tmp_path / "kw" / "tent_camp.yaml"
    there.write_text("mine", encoding="utf-8")
    assert main(["services", "new", "kw.tent.camp", "--into", str(tmp_path)]) == 1
    assert there.read_text(encoding="utf-8") == "mine"
    assert f"{there} cannot be written" in capsys.readouterr().err


def test_an_id_that_stands_in_another_file_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["services", "new", "kw.violation.report"]) == 1
    assert 'the service "kw.violation.report" stands in' in capsys.readouterr().err


@pytest.mark.parametrize("name", ["well", "kw.well", "fr.water.well", "kw.Water.well", "kw.water.../../well"])
def test_a_name_that_is_no_id_writes_nothing(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["services", "new", name, "--into", str(tmp_path)]) == 1
    assert "is not of the form country.area.service" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
