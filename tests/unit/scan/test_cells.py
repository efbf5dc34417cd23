"""Cells and how a zone lies in them, on probabilities made by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.adapters.scan.alignment import alignments, read_aligned
from shubbak.adapters.scan.cells import Cells, cells_of
from shubbak.adapters.scan.network import CLASSES
from shubbak.adapters.scan.zone_reading import ends_there

TD1 = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
TD3 = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
VISA = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<")
SMALL_VISA = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<")
TD2 = ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")
FRENCH = ("IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<", "8806923102858CORINNE<<<<<<<6512068F6")


def spoken(text, doubts=None, pitch=3.0, start=9.0, classes=38):
    """One character every `pitch` steps, blanks between, as the network speaks; doubts: {place: (other, share)}."""
    table = np.full((classes, int(pitch * len(text) + 2 * start)), 1e-6, np.float32)
    table[0] = 1
    for place, char in enumerate(text):
        other, share = (doubts or {}).get(place, (char, 0))
        if char == " ":
            continue
        step = round(start + pitch * place)
        table[:, step] = 1e-6
        table[other if isinstance(other, int) else CLASSES.index(other) + 1, step] = share
        table[CLASSES.index(char) + 1, step] += 1 - share
    return np.log(table)


def read(*tables):
    cells = cells_of(tables)
    assert cells is not None
    return read_aligned(cells, alignments(cells)[0])


@pytest.mark.parametrize(
    ("lines", "kind"),
    [(TD1, "TD1"), (TD2, "TD2"), (TD3, "TD3"), (VISA, "MRV-A"), (SMALL_VISA, "MRV-B"), (FRENCH, "FRA-ID")],
)
def test_every_kind_is_told_from_what_stands_in_its_columns(lines, kind):
    zone = read(*map(spoken, lines))
    assert (zone.kind, zone.lines) == (kind, lines)
    assert min(map(min, zone.certainties)) > 0.99


@given(st.floats(2.9, 3.2), st.lists(st.floats(8.6, 9.4), min_size=3, max_size=3))
def test_the_grid_follows_pitch_and_lean(pitch, starts):
    zone = read(*(spoken(line, pitch=pitch, start=start) for line, start in zip(TD1, starts, strict=True)))
    assert zone.lines == TD1


def test_print_beside_and_above_the_zone_is_left_outside():
    beside = [spoken(text) for text in ("QQ" + "X" * 30 + " ", *(f"8 {line} " for line in TD1))]
    assert read(*beside).lines == TD1


def test_a_lost_character_leaves_its_cell_empty_and_moves_nothing():
    zone = read(spoken(TD1[0]), spoken(TD1[1]), spoken("ERI SSON<<ANNA<MARIA<<<<<<<<<<"))
    assert zone.lines[2][:3] + zone.lines[2][4:] == TD1[2][:3] + TD1[2][4:]
    assert zone.certainties[2][3] < 0.1
    assert min(zone.certainties[2][4:]) > 0.99


@pytest.mark.parametrize(
    ("place", "other", "share", "low", "high"),
    [
        ((1, 0), "Z", 0.6, 0.0, 1.0),  # 7 is not like Z where only digits stand
        ((1, 4), "I", 0.6, 0.65, 0.8),  # an I among digits may be a badly seen 1
        ((1, 4), "I", 0.95, 0.0, 0.2),  # one that is plainly an I contradicts it
        ((1, 2), "O", 0.6, 0.99, 1.0),  # an O there is a zero
        ((1, 4), "M", 0.6, 0.0, 0.5),  # an M among digits is something else
        ((2, 0), "F", 0.6, 0.5, 0.7),
    ],
)
def test_certainty_is_the_share_of_what_speaks_for_a_character(place, other, share, low, high):
    row, column = place
    zone = read(*(spoken(line, {column: (other, share)} if number == row else None) for number, line in enumerate(TD1)))
    assert low <= zone.certainties[row][column] <= high


def test_what_nobody_could_read_counts_against_every_reading():
    unreadable = 38
    doubtful = [spoken(line, {4: (unreadable, 0.6)}, classes=39) for line in TD1]
    zone = read(*doubtful)
    assert zone.lines == TD1
    assert all(line[4] < 0.5 < line[5] for line in zone.certainties)


def test_too_little_makes_no_grid():
    assert cells_of([spoken("A    B    C"), spoken(" " * 11)]) is None


def test_a_short_visa_ends_where_nothing_stands_behind_it_and_that_was_seen() -> None:
    seen = np.zeros((2, 40, len(CLASSES) + 2), np.float32)
    seen[..., 0] = 1
    cells = Cells(seen, np.zeros((2, 40), bool), np.zeros((2, 40), np.float32))
    assert ends_there(cells, range(2), 36)
    assert not ends_there(cells, range(2), 39)  # the strip ends there
    seen[1, 37, 1] = 0.9
    assert not ends_there(cells, range(2), 36)
