"""The careful decoding, on probabilities made by hand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from shubbak.adapters.scan.exact_decoding import decode_exactly
from shubbak.adapters.scan.greedy_decoding import characters, read_on_grid
from shubbak.adapters.scan.network import CLASSES
from shubbak.adapters.scan.placement import in_place

TEXTS = st.text(alphabet=CLASSES, min_size=8, max_size=44)


def spoken(text, doubts=None):
    """One character every three steps, blanks between, as the network speaks; doubts: {place: (other, share)}."""
    table = np.full((len(CLASSES) + 1, 3 * len(text) + 6), 1e-6, np.float32)
    table[0] = 1
    for place, char in enumerate(text):
        step = 3 + 3 * place + 1
        table[:, step] = 1e-6
        other, share = (doubts or {}).get(place, (char, 0))
        table[CLASSES.index(other) + 1, step] = share
        table[CLASSES.index(char) + 1, step] = 1 - share
    return np.log(table)


@given(TEXTS)
def test_both_ways_read_what_was_spoken(text):
    line = decode_exactly(spoken(text), "x" * len(text))
    quick = read_on_grid([characters(spoken(text))], ["x" * len(text)])
    assert line is not None
    assert quick is not None
    assert line.text == quick.lines[0] == text
    assert min(line.certainties) > 0.99


@given(TEXTS.filter(lambda text: text[3] in "0123456789"))
def test_a_letter_that_its_column_forbids_gives_way_to_the_digit(text):
    doubtful = spoken(text, {3: ("O", 0.8)})
    line = decode_exactly(doubtful, "xxxd" + "x" * (len(text) - 4))
    assert line is not None
    assert line.text == text
    assert line.certainties[3] > 0.99
    free = decode_exactly(doubtful, "x" * len(text))
    assert free is not None
    assert free.text == text[:3] + "O" + text[4:]
    assert free.certainties[3] < 0.9


def test_a_line_without_enough_steps_is_no_line():
    assert decode_exactly(spoken("ABCDEFGH"), "x" * 30) is None


def test_fillers_missing_at_the_end_are_put_back_but_a_gap_is_out_of_place():
    text = "ABIDAT<<SALEM<<<<<<<"
    unseen_end, unseen_middle = spoken(text), spoken(text)
    unseen_end[:, -9:] = spoken("A")[:, :1]
    unseen_middle[:, 3 + 3 + 1] = spoken("A")[:, 0]
    rows = [characters(spoken(text)), characters(unseen_end)]
    reading = read_on_grid(rows, ["a" * 20] * 2)
    assert reading is not None
    assert reading.lines == (text, text)
    assert in_place(reading.middles)
    gap = read_on_grid([rows[0], characters(unseen_middle)], ["a" * 20] * 2)
    assert gap is not None
    assert gap.lines[1] == "AIDAT<<SALEM<<<<<<<<"
    assert not in_place(gap.middles)


def test_a_line_that_lost_its_first_letter_is_out_of_place():
    text = "OBEIDAT<<SALEM<<<<<<"
    headless = spoken(text)
    headless[:, :6] = headless[:, :1]
    rows = [characters(spoken("1" * 20)), characters(spoken("2" * 20)), characters(headless)]
    reading = read_on_grid(rows, ["x" * 20] * 3)
    assert reading is not None
    assert reading.lines[2] == "BEIDAT<<SALEM<<<<<<<"
    assert not in_place(reading.middles)


@given(st.floats(2.9, 3.1), st.floats(-0.4, 0.4), st.sampled_from([2, 3]))
def test_tilted_lines_are_in_place(pitch, lean, count):
    lines = [4 + lean * row + pitch * np.arange(30) + 0.001 * np.arange(30) ** 2 for row in range(count)]
    assert in_place(lines)
