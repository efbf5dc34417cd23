"""Nothing under the GPL runs in the product, and what others made has its licence beside it."""

from __future__ import annotations

import re
import runpy

import pytest
from house_tree import ROOT

PAGE = ROOT / "docs" / "licences.md"


def rows() -> list[tuple[str, str, str, str]]:
    found = re.findall(r"^\| (\S+) \| (\S+) \| (product|tool) \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(found) > 50
    return found


def test_the_page_lists_what_the_lock_installs() -> None:
    script = runpy.run_path(str(ROOT / "installer" / "licences.py"))
    assert PAGE.read_text(encoding="utf-8") == script["page"](), "run `make licences`"


def test_no_licence_is_unknown() -> None:
    assert [row for row in rows() if row[3] == "unknown"] == []


def test_nothing_in_the_product_is_under_the_gpl() -> None:
    assert [row for row in rows() if row[2] == "product" and re.search(r"(?<!L)GPL", row[3])] == []


@pytest.mark.parametrize("folder", ["fonts", "icons", "models"])
def test_what_others_made_has_its_licence_beside_it(folder: str) -> None:
    names = [path.name for path in (ROOT / "resources" / folder).iterdir()]
    assert [name for name in names if re.match(r"(OFL|LICEN[CS]E|README).*\.(txt|md)$", name)], names


def test_the_licence_of_the_house_is_apache() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.split()[:5] == ["Apache", "License", "Version", "2.0,", "January"]
    assert "Licensed under the Apache License, Version 2.0" in (ROOT / "NOTICE").read_text(encoding="utf-8")


def test_fonts_are_the_unmodified_files_or_have_another_name() -> None:
    fonts = list((ROOT / "resources" / "fonts").glob("*.*"))
    assert {path.suffix for path in fonts} == {".woff2", ".ttf", ".txt"}
    conversions = [path for path in fonts if path.suffix == ".ttf"]
    assert all(path.name.startswith("ShubbakPaper-") for path in conversions), "Plex is a reserved name"
    assert [path for path in conversions if "Plex".encode("utf-16-be") in path.read_bytes()] == []
