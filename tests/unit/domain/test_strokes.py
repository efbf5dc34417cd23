"""A signature keeps its shape whatever it was drawn on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shubbak.domain.strokes import BOX, Strokes, boxed


def test_a_stroke_is_kept_in_the_box_of_1000_by_400() -> None:
    strokes = Strokes()
    assert strokes.begin(0, 0, 500, 200) == ((0, 0),)
    assert strokes.reach(250, 100, 500, 200) == ((0, 0), (500, 200))
    assert strokes.reach(250, 100, 500, 200) == ()
    assert strokes.all == (((0, 0), (500, 200)),)
    strokes.clear()
    assert not strokes
    assert strokes.reach(1, 1, 500, 200) == ()


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0, 4000), st.floats(0, 4000))
def test_every_position_lies_in_the_box(x: float, y: float, width: float, height: float) -> None:
    across, down = boxed(x, y, width, height)
    assert 0 <= across <= BOX[0]
    assert 0 <= down <= BOX[1]
