"""What is packed for the printer comes off the paper dot for dot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.adapters.devices.escpos_bytes import CUT, RESET, STRIP_ROWS, job, pack, strips, text_row
from shubbak.adapters.devices.escpos_stream import Strip, take, unpack
from shubbak.adapters.devices.printer_profile import printer_profile, printer_profiles
from shubbak.ports.printer import Raster, TextRow


@st.composite
def rasters(draw: st.DrawFn) -> Raster:
    """Pictures of a few bands, some blank, some inked, any width."""
    stride = draw(st.integers(1, 80))
    bands = draw(st.lists(st.tuples(st.integers(1, 300), st.binary(min_size=1, max_size=5)), max_size=6))
    rows = bytearray()
    for height, ink in bands:
        rows += (ink * (stride * height))[: stride * height]
    return Raster(stride * 8, len(rows) // stride, bytes(rows))


@given(rasters())
def test_paper_shows_every_dot_of_the_picture(raster: Raster) -> None:
    assert unpack(pack(raster), raster.width) == raster


@given(rasters())
def test_no_strip_is_larger_than_a_small_printer_holds(raster: Raster) -> None:
    stream, at = pack(raster), 0
    while at < len(stream):
        taken = take(stream, at)
        assert taken is not None
        command, at = taken
        if isinstance(command, Strip) and command.stride > 1:
            assert len(command.rows) <= STRIP_ROWS * command.stride


def test_blank_paper_costs_one_byte_a_row() -> None:
    blank = Raster(576, 1000, bytes(72 * 1000))
    assert len(pack(blank)) == len(RESET) + 8 + 1000 + len(CUT)


@given(rasters(), st.data())
def test_a_cut_stream_is_never_taken_for_a_whole_one(raster: Raster, data: st.DataObject) -> None:
    stream = pack(raster)
    cut = stream[: data.draw(st.integers(1, len(stream) - 1))]
    try:
        paper = unpack(cut, raster.width)
    except ValueError:
        return
    assert not cut.endswith(CUT)
    assert raster.rows.startswith(paper.rows)


def test_a_narrow_printer_loses_what_is_too_wide_and_keeps_the_rest() -> None:
    raster = Raster(16, 2, b"\xaa\xff\x55\xff")
    assert unpack(pack(raster), 8) == Raster(8, 2, b"\xaa\x55")


@pytest.mark.parametrize(
    "stream", [b"\x8dhello", b"\x1b@\x1b3\x08", b"\x1dv0\x03\x01\x00\x01\x00\x00", b"\x1dv0\0\0\0\x01\0"]
)
def test_a_command_that_we_never_send_is_refused(stream: bytes) -> None:
    with pytest.raises(ValueError, match=r"unknown command|without width"):
        unpack(stream, 8)


@given(rasters())
def test_blank_rows_that_are_fed_leave_the_same_paper(raster: Raster) -> None:
    fed = b"".join(strips(raster, fed=True))
    assert unpack(fed, raster.width) == raster
    assert len(fed) <= len(b"".join(strips(raster)))


def test_the_printers_own_type_takes_ascii_alone() -> None:
    with pytest.raises(ValueError, match="ASCII"):
        text_row(TextRow("إيصال"))
    with pytest.raises(ValueError, match="ASCII"):
        text_row(TextRow("a\x1b@b"))
    with pytest.raises(ValueError, match="own type"):
        unpack(text_row(TextRow("TOTAL")), 576)


@pytest.mark.parametrize("name", printer_profiles())
def test_every_models_print_is_read_back_as_it_was_meant(name: str) -> None:
    profile = printer_profile(name)
    picture = Raster(profile.dots, 60, bytes([1] + [0] * (profile.dots // 8 - 1)) * 60)
    stream = b"".join(job((picture,), profile))
    assert unpack(stream, profile.dots) == picture


def test_a_model_that_nobody_knows_is_named() -> None:
    with pytest.raises(ValueError, match="no printer of that name"):
        printer_profile("lpt1")
