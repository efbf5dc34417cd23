"""What we send to printers, judged by programs of other hands."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp
from fakes.paper_judges import read_by_npos, status_by_receiptio, written_by_encoder
from fakes.tcp_printer import FakeTcpPrinter, PrinterState
from pytestqt.qtbot import QtBot

from shubbak.adapters.devices.escpos_bytes import job, native_code, pack
from shubbak.adapters.devices.escpos_stream import unpack
from shubbak.adapters.devices.printer_profile import printer_profile
from shubbak.domain.text import Language
from shubbak.ports.printer import NativeCode, Raster
from shubbak.ports.renderer import Code, Line, Pair, Rule, Sheet, Style
from shubbak.qtkit.receipt_raster import QtReceiptRenderer

CODE = "https://shubbak.example/r#" + "8314159265" * 33
SHEET = Sheet(
    Language.AR,
    (
        Line("بلدية العاصمة", Style.HEAD, centred=True),
        Rule(),
        Pair("رسم الرخصة", "⁦12,345.678⁩"),
        Line(" "),
        Code(CODE),
        Line("امسح الرمز للتحقق", centred=True),
    ),
)


@pytest.mark.parametrize("name", ["generic-58", "epson-tm-t88", "epson-tm-t20", "generic-80"])
def test_npos_sees_every_dot_of_a_receipt_and_its_code_can_be_scanned_from_there(name: str, qtbot: QtBot) -> None:
    profile = printer_profile(name)
    paper = QtReceiptRenderer().render(SHEET, profile.dots)
    fed = profile.feed == "motion-units"
    seen = read_by_npos(b"".join(job((paper,), profile)), profile.dots)
    assert seen.commands[0] == "ESC @"
    assert seen.commands[-1] in ("GS V", "ESC d")
    if fed:  # npos draws no feeds: what it saw is the receipt without its blank rows
        assert "ESC J" in seen.commands
        seen = read_by_npos(pack(paper), profile.dots)
    assert seen.paper == paper
    dots = np.unpackbits(np.frombuffer(seen.paper.rows, np.uint8)).reshape(seen.paper.height, -1)
    (found,) = zxingcpp.read_barcodes(np.uint8(255) * (1 - dots))
    assert found.text == CODE


def test_another_maker_of_pictures_is_read_as_the_same_paper() -> None:
    picture = Raster(384, 64, bytes((row * 7 + column) % 251 + 1 for row in range(64) for column in range(48)))
    theirs = written_by_encoder(picture=picture)
    strip = theirs[theirs.index(b"\x1dv0") :][: 8 + len(picture.rows)]
    assert unpack(strip, 384) == picture == unpack(pack(picture), 384)


def test_a_code_that_the_printer_draws_is_asked_for_in_the_same_bytes() -> None:
    theirs = written_by_encoder(code=CODE, module=6)
    ours = native_code(NativeCode(CODE, 6))
    assert ours.removeprefix(b"\x1ba\x01").removesuffix(b"\x1ba\x00") in theirs


@pytest.mark.parametrize(
    ("state", "word"),
    [(PrinterState.OK, "online"), (PrinterState.PAPER_OUT, "paperempty"), (PrinterState.COVER_OPEN, "coveropen")],
)
def test_our_printer_for_tests_answers_a_client_of_other_hands(state: PrinterState, word: str) -> None:
    with FakeTcpPrinter(address=("127.91.0.1", 9100)) as device:
        device.state = state
        assert status_by_receiptio("127.91.0.1") == word
