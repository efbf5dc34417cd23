"""Whatever the words are, no two parts of a paper share a dot, nothing falls off it, and numbers read as they are."""

from __future__ import annotations

import cv2
import golden
import numpy as np
import numpy.typing as npt
import paper_samples as samples
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QRawFont, QTextLayout

from shubbak.domain.text import Language, isolate, isolate_name
from shubbak.ports.printer import PrintHead
from shubbak.ports.renderer import Boxed, Code, Line, Pair, Part, Rule, Sheet, Style
from shubbak.qtkit.receipt_blocks import lay_out, qr_modules
from shubbak.qtkit.receipt_layout import Block
from shubbak.qtkit.receipt_pattern import side_margin
from shubbak.qtkit.receipt_raster import QtReceiptRenderer
from shubbak.qtkit.receipt_type import FAMILY, TypeSetter

#: Dots around the paper that must stay white.
RIM = 60
LETTERS = "ابجدهوزحطيكلمنسعفصقرشتثخذضظغءآأإؤئىةلا ًٌٍَُِّْ ABCÅÉgjpqxy 0123456789 .,:;/()[]{}%+-*•«»“”؟،ـ\u2067\u2069"
WORDS = st.text(LETTERS, max_size=70)
VALUES = WORDS | st.integers(-99_999_999, 99_999_999).map(lambda minor: isolate(f"{minor / 1000:,.3f}"))
LINES = st.builds(Line, WORDS, st.sampled_from(Style), st.booleans())
PAIRS = st.builds(Pair, WORDS, VALUES, st.sampled_from(Style))
ROWS = LINES | PAIRS
CODES = st.builds(Code, st.text("0123456789", min_size=1, max_size=60), st.lists(LINES, max_size=2).map(tuple))
PARTS = ROWS | st.just(Rule()) | CODES | st.builds(Boxed, st.lists(ROWS, max_size=3).map(tuple))


@pytest.fixture(scope="module", autouse=True)
def application(qapp: QGuiApplication) -> QGuiApplication:
    return qapp


def ink_of(block: Block, x: int, y: int, size: tuple[int, int]) -> npt.NDArray[np.uint8]:
    """Return the dots of one part alone, on paper with a rim."""
    width, height = size[0] + 2 * RIM, size[1] + 2 * RIM
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setPen(QColor(0, 0, 0))
    assert block.draw is not None
    block.draw(painter, x + RIM, y + RIM)
    painter.end()
    rows = np.frombuffer(bytes(image.constBits()), np.uint8).reshape(height, image.bytesPerLine())
    return (rows[:, :width] < 128).astype(np.uint8)


def inked(drawn: npt.NDArray[np.uint8], axis: int) -> npt.NDArray[np.intp]:
    """Return the rows (axis 1) or columns (axis 0) that have any ink."""
    return np.flatnonzero(drawn.max(axis=axis))


def layers(parts: tuple[Part, ...], language: Language, head: PrintHead) -> list[npt.NDArray[np.uint8]]:
    setter = TypeSetter(head, rtl=language.rtl)
    margin = side_margin(setter)
    block = lay_out(parts, setter, head.dots - 2 * margin)
    size = (head.dots, block.height + margin)
    return [ink_of(leaf, x, y, size) for x, y, leaf in block.leaves(margin, 0)]


def assert_apart(parts: tuple[Part, ...], language: Language, head: PrintHead) -> None:
    drawn = layers(parts, language, head)
    if not drawn:
        return
    together = np.add.reduce(drawn)
    assert together.max() <= 1, "two parts share a dot"
    together[RIM:-RIM, RIM:-RIM] = 0
    assert not together.any(), "something falls off the paper"


@settings(max_examples=60, deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=4).map(tuple), st.sampled_from(Language), st.sampled_from(golden.HEADS))
def test_no_two_parts_share_a_dot_and_nothing_falls_off(
    parts: tuple[Part, ...], language: Language, head: PrintHead
) -> None:
    assert_apart(parts, language, head)


@pytest.mark.parametrize("head", golden.HEADS, ids=lambda head: str(head.dots))
@pytest.mark.parametrize("language", Language)
def test_two_hundred_lines_of_long_names_and_sums_stand_apart(language: Language, head: PrintHead) -> None:
    service, name = samples.service().name.say(language), isolate_name(golden.SIX_PARTS[0])
    rows = [Pair(f"{number} {service}", isolate("12,345.678")) for number in range(100)]
    rows += [Pair(f"{name} {number}", isolate(f"-{number}.500")) for number in range(100)]
    setter = TypeSetter(head, rtl=language.rtl)
    block = lay_out(rows, setter, head.dots - 2 * side_margin(setter))
    leaves = list(block.leaves())
    assert len(leaves) == 400
    edges = [(y, y + leaf.height) for _, y, leaf in leaves]
    assert all(first[1] <= second[0] for first, second in zip(edges[1::2], edges[2::2], strict=False))
    assert_apart(tuple(rows[98:102]), language, head)
    raster = QtReceiptRenderer().render(Sheet(language, tuple(rows)), head)
    assert raster.height == block.height + side_margin(setter)


@pytest.mark.parametrize("style", Style)
def test_letters_are_as_high_at_180_dots_an_inch_as_at_203(style: Style) -> None:
    def millimetres(head: PrintHead) -> float:
        (drawn,) = layers((Line("طلب Hx", style),), Language.AR, head)
        rows = inked(drawn, 1)
        return float(rows[-1] - rows[0] + 1) / head.dots_per_inch * 25.4

    wide, coarse = millimetres(PrintHead(576, 203)), millimetres(PrintHead(512, 180))
    assert coarse == pytest.approx(wide, abs=1.5 * 25.4 / 180)  # a dot, and what rounding to one moves


@pytest.mark.parametrize("number", [number for _, _, number in golden.TURNED.values()])
def test_a_number_reads_from_the_left_inside_arabic(number: str) -> None:
    """By where each sign stands, so that it does not hang on anybody's eye."""
    sentence = f"رقم {isolate(number)} في السجل"
    setter = TypeSetter(PrintHead(), rtl=True)
    layout: QTextLayout = setter.set(sentence, Style.BODY, 560, setter.leading)._layout
    kept = QTextLayout.GlyphRunRetrievalFlag
    placed: list[tuple[float, str]] = []
    for run in layout.glyphRuns(-1, -1, kept.RetrieveStringIndexes | kept.RetrieveGlyphPositions):
        signs = (layout.text()[index] for index in run.stringIndexes())
        placed += [(at.x(), sign) for at, sign in zip(run.positions(), signs, strict=True)]
    seen = "".join(sign for _, sign in sorted(placed) if sign in "REQ0123456789+-*%/., ")
    assert number in seen


def test_no_letter_of_a_paper_comes_from_a_font_of_the_system() -> None:
    setters = {language: TypeSetter(PrintHead(), rtl=language.rtl) for language in Language}
    families = set()
    for _, sheet in golden.papers():
        for text in words_of(sheet.parts):
            setter = setters[sheet.language]
            paragraph = setter.set(text, Style.BODY, 560, setter.leading)
            fonts: list[QRawFont] = [run.rawFont() for run in paragraph._layout.glyphRuns()]
            families |= {font.familyName() for font in fonts}
    assert families == {FAMILY}


def words_of(parts: tuple[Part, ...]) -> list[str]:
    found: list[str] = []
    for part in parts:
        if isinstance(part, Pair):
            found += [part.label, part.value]
        elif isinstance(part, Line):
            found.append(part.text)
        elif isinstance(part, Boxed):
            found += words_of(part.parts)
        elif isinstance(part, Code):
            found += words_of(part.beside)
    return found


@pytest.mark.parametrize("head", golden.HEADS, ids=lambda head: str(head.dots))
def test_a_code_has_six_dots_a_module_and_its_sentence_never_in_its_quiet_zone(head: PrintHead) -> None:
    beside = (Line("يُثبت مسح الرمز أن البلدية أصدرت هذا الإيصال", Style.NOTE),)
    code, words = layers((Code(golden.CODE, beside),), Language.AR, head)
    rows, columns = inked(code, 1), inked(code, 0)
    side = len(qr_modules(golden.CODE)) * 6
    assert (rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1) == (side, side)
    near = inked(words[rows[0] : rows[-1] + 1], 0)
    if near.size:
        assert near[0] - columns[-1] > 2 * 6


@pytest.mark.parametrize("text", [golden.CODE, "SHUBBAK-RESUME:K7QM2XDR", "SHUBBAK-K07"])
def test_another_reader_than_its_writers_reads_a_code(text: str) -> None:
    picture = np.kron(np.where(qr_modules(text), 0, 255), np.ones((6, 6))).astype(np.uint8)
    read, _, _ = cv2.QRCodeDetector().detectAndDecode(np.pad(picture, 40, constant_values=255))
    assert read == text


def test_a_total_that_is_a_little_too_long_is_set_smaller_before_it_takes_two_lines() -> None:
    label = "المبلغ المدفوع"
    long = Pair(f"{label} كاملًا", samples.application().total.show(Language.AR), Style.TOTAL)
    shorter = Pair(label, samples.application().total.show(Language.AR), Style.TOTAL)
    setter = TypeSetter(PrintHead(), rtl=True)
    heights = [lay_out([pair], setter, 564).height for pair in (shorter, long)]
    assert heights[0] <= setter.dots(50) < heights[1]
