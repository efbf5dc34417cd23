"""Bar codes of five kinds are read at any angle, from scans and frames, and hostile pictures cost little."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import zxingcpp
from fakes.drawn_page import CODE, Picture, drawn_page

from shubbak.adapters.scan.bar_codes import BarCode, find_bar_codes, read_bar_codes
from shubbak.domain.problem import Problem

KINDS = {
    "qr": zxingcpp.BarcodeFormat.QRCode,
    "pdf417": zxingcpp.BarcodeFormat.PDF417,
    "data-matrix": zxingcpp.BarcodeFormat.DataMatrix,
    "code-128": zxingcpp.BarcodeFormat.Code128,
    "aztec": zxingcpp.BarcodeFormat.Aztec,
}
TEXT = "KROOKI:33-21-118"


def laid(kind: str, degrees: float, page: Picture | None = None) -> Picture:
    """Return a code, turned, on a sheet of its own or in the middle of a page."""
    code = zxingcpp.create_barcode(TEXT if kind != "pdf417" else TEXT * 5, KINDS[kind])
    drawn = np.asarray(zxingcpp.write_barcode_to_image(code, scale=4, add_quiet_zones=True))
    side = round(1.2 * max(drawn.shape)) + 40
    sheet = np.full((side, side), 255, np.uint8) if page is None else cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    middle = (sheet.shape[1] / 2, sheet.shape[0] / 2)
    turn = cv2.getRotationMatrix2D((drawn.shape[1] / 2, drawn.shape[0] / 2), degrees, 1)
    turn[:, 2] += np.array(middle) - (drawn.shape[1] / 2, drawn.shape[0] / 2)
    ground = cv2.warpAffine(np.full_like(drawn, 255), turn, sheet.shape[::-1])
    turned = cv2.warpAffine(drawn, turn, sheet.shape[::-1], flags=cv2.INTER_AREA)
    return np.where(ground > 0, turned, sheet).astype(np.uint8)


def read(image: Picture) -> tuple[BarCode, ...]:
    found = read_bar_codes(cv2.imencode(".jpg", image)[1].tobytes())
    assert not isinstance(found, Problem)
    return found


@pytest.mark.parametrize("degrees", [0, 8, 25, -70, 180])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_read_at_every_angle(kind: str, degrees: float) -> None:
    found = read(laid(kind, degrees))
    assert [(code.kind, code.untrusted_text[: len(TEXT)]) for code in found] == [(kind, TEXT)]


def test_bars_at_an_angle_among_lines_of_text_are_found_beside_another_code() -> None:
    found = {code.kind: code for code in read(laid("pdf417", 12, drawn_page()))}
    assert found["qr"].untrusted_text == CODE
    assert found["pdf417"].untrusted_text == TEXT * 5
    place = found["pdf417"].place
    assert place.left < 0.5 < place.right
    assert place.top < 0.5 < place.bottom
    assert place.bottom - place.top < 0.5


def test_without_the_levelling_such_a_code_would_be_lost() -> None:
    assert zxingcpp.read_barcodes(laid("pdf417", 12)) == []


@pytest.mark.parametrize("what", ["noise", "bars", "nothing"])
def test_a_picture_without_a_code_has_none(what: str) -> None:
    chance = np.random.default_rng(3)
    pictures = {
        "noise": chance.integers(0, 256, (900, 700), np.uint8),
        "bars": np.repeat(chance.integers(0, 2, (1, 900), np.uint8) * 255, 700, 0),
        "nothing": np.full((900, 700), 255, np.uint8),
    }
    assert find_bar_codes(pictures[what]) == ()


def test_what_is_no_picture_is_a_problem_and_texts_stay_out_of_logs() -> None:
    assert read_bar_codes(b"%PDF") == Problem("image-unreadable")
    assert TEXT not in repr(read(laid("qr", 0)))
