"""The drawn receipt: it fits its paper, nothing overlaps, and its code is read back from the printer's bytes."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
import paper_samples as samples
import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication
from test_receipt_code import KEY, KEY_ID, URL, keys

from shubbak.adapters.devices.escpos_bytes import pack
from shubbak.adapters.devices.escpos_stream import unpack
from shubbak.adapters.system.qr_image import read_qr
from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.receipt import ReceiptStatus
from shubbak.domain.text import Language, isolate
from shubbak.ports.printer import Raster
from shubbak.ports.renderer import Boxed, Code, Line, Ornament, Pair, Rule, Sheet, Style
from shubbak.qtkit.receipt_blocks import qr_modules
from shubbak.qtkit.receipt_raster import QtReceiptRenderer, raster_image, save_png
from shubbak.resources import load_wording
from shubbak.services.receipt_sheet import receipt_sheet
from shubbak.wire.receipt_code import ProvenReceipt, check_code, make_code

WIDTHS = (576, 512, 384)
APPLICATION = samples.application()
RECEIPT = samples.receipt(APPLICATION.total)
CODE = make_code(RECEIPT, URL, KEY_ID, KEY)
COPY = CopyMark(1, CopyReason.UNSURE)


@pytest.fixture
def renderer(qapp: QGuiApplication) -> QtReceiptRenderer:
    assert qapp is not None
    return QtReceiptRenderer()


def sheet(language: Language) -> Sheet:
    status = ReceiptStatus.TAKEN
    service, wording = samples.service(), load_wording()
    return receipt_sheet(RECEIPT, APPLICATION, service, samples.OFFICE, status, CODE, wording, language, COPY)


def ink(raster: Raster) -> npt.NDArray[np.bool_]:
    """Return the dots as rows of black or not."""
    rows = np.frombuffer(raster.rows, np.uint8).reshape(raster.height, -1)
    return np.unpackbits(rows, axis=1)[:, : raster.width].astype(bool)


def inked_columns(raster: Raster) -> tuple[int, int]:
    """Return the first and the last column that have any ink."""
    (columns,) = ink(raster).any(axis=0).nonzero()
    return int(columns[0]), int(columns[-1])


@pytest.mark.parametrize("dots", WIDTHS)
@pytest.mark.parametrize("language", Language)
def test_the_code_survives_drawing_packing_printing_and_scanning(
    renderer: QtReceiptRenderer, language: Language, dots: int
) -> None:
    paper = unpack(pack(renderer.render(sheet(language), dots)), dots)
    picture = io.BytesIO()
    Image.frombytes("1", (paper.width, paper.height), paper.rows, "raw", "1;I").save(picture, "PNG")
    (scanned,) = read_qr(picture.getvalue())
    verdict = check_code(scanned, keys())
    assert isinstance(verdict, ProvenReceipt)
    assert verdict.receipt == RECEIPT


@pytest.mark.parametrize(("digits_more", "modules"), [(0, 53), (60, 57)])
def test_a_module_takes_six_dots_even_on_narrow_paper(
    renderer: QtReceiptRenderer, digits_more: int, modules: int
) -> None:
    text = CODE + "7" * digits_more
    assert len(qr_modules(text)) == modules
    first, last = inked_columns(renderer.render(Sheet(Language.AR, (Code(text),)), 384))
    assert last - first + 1 == modules * 6


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("dots", WIDTHS)
def test_label_and_value_never_share_dots(renderer: QtReceiptRenderer, language: Language, dots: int) -> None:
    label, value = "رسم معاينة المنشأة ومرافقها وملحقاتها كاملة", isolate("12,345.678 AND MORE")
    both, first, second = (
        int(ink(renderer.render(Sheet(language, (pair,)), dots)).sum())
        for pair in (Pair(label, value), Pair(label, ""), Pair("", value))
    )
    # Two texts drawn over each other show fewer dots than both alone; a letter moved by half a dot changes a few.
    assert both == pytest.approx(first + second, rel=0.005)


def test_arabic_begins_at_the_right_and_english_at_the_left(renderer: QtReceiptRenderer) -> None:
    first, _ = inked_columns(renderer.render(Sheet(Language.AR, (Line("بلدية"),)), 576))
    _, last = inked_columns(renderer.render(Sheet(Language.EN, (Line("Town"),)), 576))
    assert first > 288 > last


def test_amounts_stand_under_each_other_by_their_decimal_points(renderer: QtReceiptRenderer) -> None:
    def right_edge(amount: str) -> int:
        parts = (Pair("", isolate(amount)), Boxed((Pair("", isolate("12,345.678")),)))
        upper = ink(renderer.render(Sheet(Language.AR, parts), 576))[:38]
        return int(upper.any(axis=0).nonzero()[0][-1])

    assert abs(right_edge("5.000") - right_edge("12,245.000")) <= 1


def test_a_long_number_stays_on_one_line(renderer: QtReceiptRenderer) -> None:
    for dots in WIDTHS:
        short, long = (
            renderer.render(Sheet(Language.AR, (Line(isolate(text), Style.NUMBER, centred=True),)), dots)
            for text in ("K07", "K07-2026-000042-1-AND-LONGER")
        )
        assert long.height <= short.height


@pytest.mark.parametrize("part", [Rule(), Rule(strong=True), Ornament(), Boxed((Line("نص"),))])
def test_each_part_leaves_ink(renderer: QtReceiptRenderer, part: Rule | Ornament | Boxed) -> None:
    assert ink(renderer.render(Sheet(Language.AR, (part,)), 384)).any()


def test_any_thread_may_draw_and_draws_the_same(renderer: QtReceiptRenderer) -> None:
    here = renderer.render(sheet(Language.AR), 576)
    with ThreadPoolExecutor(2) as pool:
        there = list(pool.map(lambda _: renderer.render(sheet(Language.AR), 576), range(4)))
    assert there == [here] * 4


def test_the_preview_and_the_file_show_the_printed_dots(renderer: QtReceiptRenderer, tmp_path: Path) -> None:
    raster = renderer.render(sheet(Language.EN), 384)
    image = raster_image(raster)
    assert (image.width(), image.height()) == (raster.width, raster.height)
    save_png(raster, tmp_path / "receipt.png")
    with Image.open(tmp_path / "receipt.png") as saved:
        assert saved.convert("1").tobytes("raw", "1;I") == raster.rows
    with pytest.raises(OSError, match=r"receipt\.png"):
        save_png(raster, tmp_path / "no-folder" / "receipt.png")
