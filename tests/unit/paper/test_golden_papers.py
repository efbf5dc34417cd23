"""Every paper looks, dot for dot, as it did when it was last looked at, on heads of three widths and two densities."""

from __future__ import annotations

from pathlib import Path

import golden
import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication

from shubbak.ports.printer import PrintHead
from shubbak.ports.renderer import Sheet
from shubbak.qtkit.receipt_raster import QtReceiptRenderer

PAPERS = dict(golden.papers())


@pytest.mark.parametrize("head", golden.HEADS, ids=lambda head: str(head.dots))
@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_looks_as_it_was_looked_at(qapp: QGuiApplication, tmp_path: Path, name: str, head: PrintHead) -> None:
    assert qapp is not None
    assert same_as_looked_at(name, PAPERS[name], head, tmp_path) == ""


def same_as_looked_at(name: str, sheet: Sheet, head: PrintHead, folder: Path) -> str:
    """Return "", or where both pictures and their difference stand side by side."""
    drawn = golden.picture(QtReceiptRenderer().render(sheet, head))
    path = golden.file_of(name, head)
    with Image.open(path) as wanted:
        if wanted.size == drawn.size and wanted.convert("1").tobytes() == drawn.tobytes():
            return ""
        shown = folder / f"{path.stem}.wanted-drawn-difference.png"
        golden.side_by_side(wanted, drawn).save(shown)
    return f"look at {shown}; where the new one is right, run: make receipts"


def test_a_changed_paper_is_shown_beside_the_old_one(qapp: QGuiApplication, tmp_path: Path) -> None:
    assert qapp is not None
    other = PAPERS["free.en"]
    said = same_as_looked_at("free.ar", other, golden.HEADS[0], tmp_path)
    (shown,) = tmp_path.glob("*.png")
    assert shown.name in said
    with Image.open(shown) as image:
        assert image.width == 3 * 576 + 40


def test_no_picture_stands_there_that_no_paper_has() -> None:
    drawn = {golden.file_of(name, head) for name in PAPERS for head in golden.HEADS}
    assert set(golden.FOLDER.glob("*.png")) == drawn
    assert sum(path.stat().st_size for path in drawn) < 1_500_000
