"""A plan is true to scale on paper: what a ruler finds at 600 dots an inch is right within 0.2 mm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fakes.land import cadastre_of, square
from plan_samples import pages, plan_of, rendered

from shubbak.services.plan_sheet import MEASURES, Paper, PlanWish

DOTS = 600
A_MM = DOTS / 25.4
#: The parcel's own line is 0.7 mm wide; nothing else on the map is so wide and so long.
LEAST_STROKE = 0.5 * A_MM


def strokes(strip: Any) -> list[float]:
    """Return the middles of the dark lines across a strip, in pixels along it; the strip's length runs down."""
    dark = (strip < 90).all(axis=1).astype(np.int8)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], dark, [0]))))
    runs = zip(edges[::2], edges[1::2], strict=True)
    return [float(start + end - 1) / 2 for start, end in runs if end - start >= LEAST_STROKE]


def apart(found: list[float], wanted_mm: float) -> tuple[float, float]:
    """Return the two lines that are about so far apart, and how many millimetres they are apart exactly."""
    pairs = [(one, (other - one) / A_MM) for one in found for other in found if other > one]
    return min(pairs, key=lambda pair: abs(pair[1] - wanted_mm))


@pytest.mark.parametrize(
    ("metres", "wish", "paper", "remarks"),
    [
        ((20, 30), PlanWish(500), Paper.A4, ()),
        ((60, 80), PlanWish(1250), Paper.A4, ()),
        ((100, 110), PlanWish(500, Paper.A4), Paper.A3, ("larger-paper",)),
    ],
)
def test_a_rectangle_has_its_true_size_on_paper(
    tmp_path: Path, metres: tuple[int, int], wish: PlanWish, paper: Paper, remarks: tuple[str, ...]
) -> None:
    plan = plan_of(cadastre_of(tmp_path, {"1": square(0, 0, *metres)}, zone=""), "1", wish)
    assert (plan.paper, plan.scale, plan.remarks) == (paper, wish.scale, remarks)
    pdf = pages(plan)
    wide, high = (each * 1000 / plan.scale for each in metres)
    middle, page = MEASURES[paper].width / 2, MEASURES[paper].height
    # A strip down the sheet a third from the parcel's middle meets its upper and lower boundary, and no words.
    x = round((middle - wide / 3) * A_MM)
    top, found_high = apart(strokes(rendered(pdf, tmp_path, DOTS, x=x, wide=12, high=round(page * A_MM))), high)
    y = round(top + high / 5 * A_MM)
    across = rendered(pdf, tmp_path, DOTS, y=y, wide=round(2 * middle * A_MM), high=12).T
    left, found_wide = apart(strokes(across), wide)
    assert found_high == pytest.approx(high, abs=0.2)
    assert found_wide == pytest.approx(wide, abs=0.2)
    assert left / A_MM == pytest.approx(middle - wide / 2, abs=0.2), "the parcel stands in the map's middle"
