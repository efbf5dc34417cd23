"""Nothing under the GPL runs in the product, and what others made has its licence beside it."""

from __future__ import annotations

import re
import runpy
from importlib.metadata import PackagePath, distribution
from pathlib import Path

import pytest
from house_tree import ROOT

LESSER = re.compile(r"GNU LESSER GENERAL PUBLIC LICENSE\s+Version")
#: Packages of one paragraph, under the name that stands there; and what the frozen build excludes.
OF = {"pyside6-essentials": "Qt and PySide6", "shiboken6": "Qt and PySide6", "psycopg-binary": "psycopg"}
LEFT_OUT = {"setuptools"}
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


def texts(package: str) -> list[PackagePath]:
    """Return the files of a delivered package that hold a text of the LGPL."""
    named = [file for file in distribution(package).files or () if re.match(r"LICEN[CS]E|COPYING", file.name.upper())]
    plain = [file for file in named if file.suffix not in (".py", ".pyc")]
    return [file for file in plain if LESSER.search(Path(file.locate()).read_text("utf-8", errors="replace"))]


def test_what_carries_the_lgpl_is_named_with_what_it_asks_and_its_text_goes_along() -> None:
    asked = PAGE.read_text("utf-8").partition("## Everything")[0]
    spec = (ROOT / "installer" / "kiosk.spec").read_text("utf-8")
    product = {row[0]: row[3] for row in rows() if row[2] == "product"}
    found = {name: texts(name) for name in product}
    bearers = {name for name, licence in product.items() if "LGPL" in licence or "Lesser" in licence or found[name]}
    assert {"fatoority", "shapely", "zeroconf"} <= bearers
    assert [name for name in bearers if f"**{OF.get(name, name)}" not in asked] == []
    # A dist-info goes along by itself; what lies among a package's own files has to be collected.
    loose = {file.parts[0] for files in found.values() for file in files if ".dist-info" not in file.parts[0]}
    assert [top for top in loose - LEFT_OUT if f'"{top}"' not in spec] == []
    without = {name for name in bearers if not found[name]}
    assert without <= {"pyside6-essentials", "shiboken6", "lxml"}
    assert {"LGPL-2.1.txt", "LGPL-3.0.txt", "GPL-3.0.txt"} <= {
        path.name for path in (ROOT / "installer/licences").iterdir()
    }


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
