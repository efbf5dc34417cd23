"""From metres on the ground to millimetres on the map's frame, from its upper left corner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shubbak.ports.cadastre import Box, Point, Ring, Shape
from shubbak.services.plan_sheet import MEASURES, SitePlan


@dataclass(frozen=True, slots=True)
class MapFrame:
    """The frame of one map. width and height in millimetres; box is the ground inside it."""

    box: Box
    scale: int
    width: float
    height: float

    def at(self, place: Point) -> Point:
        """Return where a place on the ground stands on the paper."""
        a_metre = 1000 / self.scale
        return (place[0] - self.box.west) * a_metre, (self.box.north - place[1]) * a_metre

    def line(self, points: Iterable[Point]) -> str:
        """Return an open path of SVG."""
        return "M" + "L".join(f"{x:.3f} {y:.3f}" for x, y in map(self.at, points))

    def ring(self, ring: Ring) -> str:
        return f"{self.line(ring)}Z"

    def path(self, shape: Shape) -> str:
        """Return a closed path of SVG with its holes, to be filled by the even-odd rule."""
        return "".join(self.ring(ring) for polygon in shape for ring in (polygon.outer, *polygon.holes))

    def rings(self, shape: Shape) -> tuple[Sequence[Point], ...]:
        """Return all rings on the paper."""
        return tuple(
            [self.at(place) for place in ring] for polygon in shape for ring in (polygon.outer, *polygon.holes)
        )


def frame_of(plan: SitePlan) -> MapFrame:
    """Return the frame of a plan."""
    measure = MEASURES[plan.paper]
    return MapFrame(plan.box, plan.scale, measure.map_width, measure.map_height)
