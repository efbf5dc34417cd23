"""The map of a plan without its words: SVG whose unit is a millimetre of paper, so that the sheet is true to scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shubbak.ports.cadastre import Point
from shubbak.services.plan_corners import Corner
from shubbak.services.plan_paper import MapFrame
from shubbak.services.plan_patterns import ZonePattern
from shubbak.services.plan_sheet import SitePlan

_INK, _PALE, _BUILD, _STREET = "#14262B", "#5F6E72", "#8C3F06", "#4A6B8A"
#: Millimetres between two marks of the grid on the paper.
_GRID_MM = 50
_LINE = 'fill="none" stroke-linejoin="round"'
#: A line's look by what it is; the legend shows the same ones.
STROKES = {
    "parcel": f'stroke="{_INK}" stroke-width="0.7" {_LINE}',
    "neighbour": f'stroke="{_PALE}" stroke-width="0.18" {_LINE}',
    "block": f'stroke="{_INK}" stroke-width="0.3" stroke-dasharray="4 0.8 0.8 0.8" {_LINE}',
    "envelope": f'stroke="{_BUILD}" stroke-width="0.4" stroke-dasharray="1.8 1" {_LINE}',
    "street": f'stroke="{_STREET}" stroke-width="0.15" stroke-dasharray="6 1 1 1" {_LINE}',
}


def map_svg(plan: SitePlan, frame: MapFrame, corners: tuple[Corner, ...], looks: Mapping[str, ZonePattern]) -> bytes:
    """Return the map. From below: land use, parcels, blocks, streets, grid, the building line, the parcel."""
    seen = plan.surroundings
    parts = [look.definition for look in looks.values()]
    body = [looks[each.zone].paint(frame.path(each.shape)) for each in seen.zones if each.zone in looks]
    body += [
        looks[each.zone].paint(frame.path(each.shape))
        for each in seen.parcels
        if each.zone in looks or (plan.parcel.zone and each.id == plan.parcel.id)
    ]
    body += [_drawn("neighbour", frame.path(each.shape)) for each in seen.parcels]
    body += [_drawn("block", frame.path(each.shape)) for each in seen.blocks]
    body += [_drawn("street", frame.line(line)) for street in seen.streets for line in street.middle]
    body += [_drawn("neighbour", frame.path(street.ground)) for street in seen.streets if street.ground]
    body += _grid(frame)
    body.append(f'<path d="{frame.path(plan.parcel.shape)}" fill="#0B5D5E" fill-opacity="0.12" fill-rule="evenodd"/>')
    if seen.envelope:
        body.append(_drawn("envelope", frame.path(seen.envelope)))
    body.append(_drawn("parcel", frame.path(plan.parcel.shape)))
    shortest = min((corner.length_m for corner in corners), default=0.0) * 1000 / frame.scale
    body += [_corner(frame.at(corner.place), min(0.55, max(0.15, shortest / 6))) for corner in corners]
    size = f'width="{frame.width}mm" height="{frame.height}mm" viewBox="0 0 {frame.width} {frame.height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><defs>{"".join(parts)}</defs>'
    return f"{head}{''.join(body)}</svg>".encode()


def swatch_svg(look: ZonePattern) -> bytes:
    """Return a zone's look for the legend, 8 by 5 millimetres."""
    path = "M0.1 0.1H7.9V4.9H0.1Z"
    body = look.paint(path) + f'<path d="{path}" stroke="{_PALE}" stroke-width="0.2" fill="none"/>'
    return _small(f"<defs>{look.definition}</defs>{body}")


def line_svg(name: str) -> bytes:
    """Return the look of a line for the legend, 8 by 5 millimetres."""
    return _small(f'<path d="M0 2.5H8" {STROKES[name]}/>')


def grid_lines(frame: MapFrame) -> tuple[tuple[tuple[float, int], ...], tuple[tuple[float, int], ...]]:
    """Return where round coordinates cross the frame: from its left with their easting, from its top with their
    northing.
    """
    step = _GRID_MM * frame.scale // 1000
    box = frame.box
    easts = range(-int(-box.west // step) * step, int(box.east) + 1, step)
    norths = range(-int(-box.south // step) * step, int(box.north) + 1, step)
    return (
        tuple((frame.at((east, box.north))[0], east) for east in easts),
        tuple((frame.at((box.west, north))[1], north) for north in norths),
    )


def grid_numbers(frame: MapFrame) -> tuple[list[tuple[float, int]], list[tuple[float, int]]]:
    """Return the grid lines that have their number at the frame: at its very ends they would stand on each other, and
    under the north arrow.
    """
    easts, norths = grid_lines(frame)
    return (
        [(x, east) for x, east in easts if 12 < x < frame.width - 12],
        [(y, north) for y, north in norths if 26 < y < frame.height - 12],
    )


def _grid(frame: MapFrame) -> Iterator[str]:
    easts, norths = grid_lines(frame)
    for x, _ in easts:
        yield f'<path d="M{x:.3f} 0v2M{x:.3f} {frame.height}v-2" stroke="{_INK}" stroke-width="0.15"/>'
        for y, _ in norths:
            cross = f"M{x - 1:.3f} {y:.3f}h2M{x:.3f} {y - 1:.3f}v2"
            yield f'<path d="{cross}" stroke="{_PALE}" stroke-width="0.1"/>'
    for y, _ in norths:
        yield f'<path d="M0 {y:.3f}h2M{frame.width} {y:.3f}h-2" stroke="{_INK}" stroke-width="0.15"/>'


def _drawn(name: str, path: str) -> str:
    return f'<path d="{path}" {STROKES[name]}/>'


def _corner(at: Point, radius: float) -> str:
    line = f'fill="#FFFFFF" stroke="{_INK}" stroke-width="{radius * 0.45:.3f}"'
    return f'<circle cx="{at[0]:.3f}" cy="{at[1]:.3f}" r="{radius:.3f}" {line}/>'


def _small(body: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 5">{body}</svg>'.encode()
