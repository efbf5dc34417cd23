"""On a slow line what is ASCII goes as type, what is Arabic as a picture, and the code is the printer's own."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from shubbak.adapters.devices.escpos_bytes import job
from shubbak.adapters.devices.printer_profile import printer_profile
from shubbak.domain.text import Language, isolate
from shubbak.ports.printer import NativeCode, PrintHead, Raster, TextRow
from shubbak.ports.renderer import Boxed, Code, Line, Ornament, Pair, Rule, Sheet, Style
from shubbak.services.print_pieces import print_pieces


@dataclass
class PaperRenderer:
    """Draws a sheet as ten white rows a part."""

    drawn: list[Sheet] = field(default_factory=list)

    def render(self, sheet: Sheet, head: PrintHead) -> Raster:
        self.drawn.append(sheet)
        return Raster(head.dots, 10 * len(sheet.parts), bytes(head.dots // 8 * 10 * len(sheet.parts)))


@dataclass
class SlowPrinter:
    text_columns: int = 32
    head: PrintHead = field(default_factory=lambda: PrintHead(384, 203))

    @property
    def dots(self) -> int:
        return self.head.dots


def typed(*parts, columns: int = 32):
    renderer = PaperRenderer()
    pieces = print_pieces(Sheet(Language.EN, parts), renderer, SlowPrinter(columns))  # type: ignore[arg-type]
    if isinstance(pieces, Raster):
        return "a picture"
    return [piece.text if isinstance(piece, TextRow) else type(piece).__name__ for piece in pieces]


def test_a_printer_that_takes_pictures_gets_one():
    assert typed(Line("Total"), Code("x"), columns=0) == "a picture"


def test_amounts_stand_at_the_right_and_break_rather_than_overlap():
    assert typed(Pair("Fee", isolate("12.500"))) == ["Fee                       12.500"]
    assert typed(Pair("A very long name of a municipal fee", "12,345.678")) == [
        "A very long name of a municipal",
        "fee",
        "                      12,345.678",
    ]


def test_arabic_is_drawn_and_what_stands_together_is_one_picture():
    parts = (
        Ornament(),
        Line("بلدية", Style.HEAD),
        Line("Municipality"),
        Pair("رسم", "1.000"),
        Line("شكرًا"),
        Code("#1"),
    )
    assert typed(*parts) == ["Raster", "Municipality", "Raster", "NativeCode"]


def test_a_box_keeps_its_frame_and_a_head_is_wide():
    assert typed(Boxed((Line("Copy 1", centred=True),)), columns=16) == [
        "+--------------+",
        "|    Copy 1    |",
        "+--------------+",
    ]
    (head,) = print_pieces(Sheet(Language.EN, (Line("K07-1", Style.NUMBER),)), PaperRenderer(), SlowPrinter())  # type: ignore[arg-type]
    assert isinstance(head, TextRow)
    assert (head.columns, head.strong) == (2, True)


@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), max_size=8), st.integers(16, 64))
def test_no_row_is_wider_than_the_paper_and_every_job_can_be_sent(pairs, columns):
    parts = tuple(part for label, value in pairs for part in (Pair(label, value), Line(label), Boxed((Line(value),))))
    pieces = print_pieces(Sheet(Language.EN, parts), PaperRenderer(), SlowPrinter(columns))  # type: ignore[arg-type]
    assert all(len(piece.text) * piece.columns <= columns for piece in pieces if isinstance(piece, TextRow))
    assert b"".join(job(pieces, printer_profile("generic-58")))


def test_an_english_receipt_is_a_fiftieth_of_its_picture():
    parts = (Line("Municipality", Style.HEAD), Rule(), *(Pair(f"Fee {n}", "1.000") for n in range(12)), Code("8" * 350))
    pieces = print_pieces(Sheet(Language.EN, parts), PaperRenderer(), SlowPrinter())  # type: ignore[arg-type]
    assert any(isinstance(piece, NativeCode) and piece.module == 6 for piece in pieces)
    assert len(b"".join(job(pieces, printer_profile("generic-58")))) < 1_500


def test_what_stands_beside_a_code_comes_below_the_printers_own():
    assert typed(Code("#1", (Line("It proves the sum", Style.NOTE),))) == ["NativeCode", "It proves the sum"]


def test_a_code_larger_than_a_printers_own_is_drawn_and_what_is_beside_it_said_once():
    invoice = Code("AQ+z" * 134, (Line("It proves the sum", Style.NOTE),))
    assert typed(invoice, Line("Total")) == ["Raster", "It proves the sum", "Total"]
