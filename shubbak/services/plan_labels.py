"""Which words stand where on a plan: the parcel's own first, then streets, lengths, corners and neighbours."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from shubbak.domain.text import Language, isolate
from shubbak.domain.wording import Wording
from shubbak.ports.cadastre import Neighbour, Point, Street
from shubbak.services.label_room import Label, LabelRoom, text_width, touches
from shubbak.services.plan_corners import Corner
from shubbak.services.plan_drawing import grid_numbers
from shubbak.services.plan_paper import MapFrame
from shubbak.services.plan_sheet import SitePlan

#: Sizes that are tried, in points; nothing below five is read on paper.
_OWN, _NEIGHBOURS, _STREETS, _CORNER, _LENGTH = (
    (13.0, 10.0, 8.0, 6.0),
    (7.0, 6.0, 5.0),
    (9.0, 8.0, 7.0, 6.0, 5.0),
    5.5,
    6.0,
)
_BLOCKS = (9.0, 7.0)
#: How far from its middle a block's name is tried, and how much of the block must be seen for it.
_STEPS_MM, _LEAST_BLOCK_MM = (0, 5, -5, 11, -11, 20, -20, 32, -32), 22
#: The ground under north arrow and its letters in the map's upper left corner, millimetres.
_ARROW = (18.0, 22.0)
#: Around a tiny parcel its number is tried at these directions and distances.
_LEADER_MM = (6.0, 9.0, 13.0)
#: More lines than these hide the map.
_MOST_LEADERS = 40
#: A boundary shorter than this has its length in the table alone.
_SHORTEST_MM = 4.0
#: A corner between shorter ones has its number in the table alone.
_SMALLEST_MM = 2.5
#: A street that leaves its chord by more has its name at a shorter stretch.
_BENT_MM = 1.2


def plan_labels(plan: SitePlan, frame: MapFrame, corners: tuple[Corner, ...], wording: Wording) -> tuple[Label, ...]:
    """Return the words of a map; what finds no room is left to the tables beside it."""
    room = LabelRoom(frame.width, frame.height)
    room.block(((0, 0), (_ARROW[0], 0), _ARROW, (0, _ARROW[1])))
    for corner in corners:
        room.block(_square(frame.at(corner.place), 0.7, 0.7))
    easts, norths = grid_numbers(frame)
    for x, _ in easts:
        room.block(_square((x, frame.height - 3.2), 4, 1.2))
    for y, _ in norths:
        room.block(_square((frame.width - 3.2, y), 1.2, 4))
    found = [*_own_number(plan, frame, room)]
    found += _corner_numbers(frame, corners, room)
    found += _lengths(frame, corners, room)
    found += _street_names(plan.surroundings.streets, frame, room, wording)
    found += _numbers(plan, frame, room)
    return (*found, *_block_names(plan, frame, room, wording))


def numbers_left_out(plan: SitePlan, frame: MapFrame, labels: Sequence[Label]) -> bool:
    """Tell whether a neighbour that is seen whole has its number nowhere on the map."""
    shown = {label.text for label in labels}
    return any(
        each.number and each.number not in shown and _whole(frame.rings(each.shape), frame)
        for each in plan.surroundings.parcels
    )


def _square(middle: Point, wide: float, high: float) -> tuple[Point, ...]:
    x, y = middle
    return (x - wide, y - high), (x + wide, y - high), (x + wide, y + high), (x - wide, y + high)


def _middle(plan: SitePlan) -> Point:
    box = plan.parcel.box
    return (box.west + box.east) / 2, (box.south + box.north) / 2


def _own_number(plan: SitePlan, frame: MapFrame, room: LabelRoom) -> Iterator[Label]:
    own = next((each for each in plan.surroundings.parcels if each.id == plan.parcel.id), None)
    x, y = frame.at(own.label_at if own else _middle(plan))
    number = plan.parcel.key.number()
    rings = frame.rings(plan.parcel.shape)
    tried = (Label(number, x, y, points, "own") for points in _OWN)
    fits = next((label for label in tried if room.place(label, rings)), None)
    if fits:
        yield fits
        return
    yield from _with_leader(Label(number, x, y, 9.0, "own"), room)


def _numbers(plan: SitePlan, frame: MapFrame, room: LabelRoom) -> Iterator[Label]:
    """Yield the neighbours' numbers, the nearest first; those with a line to them last, or one would push the next."""
    others = [each for each in plan.surroundings.parcels if each.id != plan.parcel.id and each.number]
    left: list[Neighbour] = []
    for each in sorted(others, key=lambda one: math.dist(one.label_at, _middle(plan))):
        x, y = frame.at(each.label_at)
        rings = frame.rings(each.shape)
        tried = (Label(each.number, x, y, points, "neighbour") for points in _NEIGHBOURS)
        fits = next((label for label in tried if room.place(label, rings)), None)
        if fits:
            yield fits
        elif _whole(rings, frame):
            # What the frame cuts has its number on the next sheet.
            left.append(each)
    own = frame.rings(plan.parcel.shape)
    for each in left[:_MOST_LEADERS]:
        yield from _with_leader(Label(each.number, *frame.at(each.label_at), _NEIGHBOURS[-1], "neighbour"), room, own)


def _block_names(plan: SitePlan, frame: MapFrame, room: LabelRoom, wording: Wording) -> Iterator[Label]:
    """Yield the blocks' names where the numbers of their parcels leave room, at or near the block's middle."""
    own = frame.rings(plan.parcel.shape)
    country = "kw" if plan.facts.country == "KW" else "any"
    for block in plan.surroundings.blocks:
        rings = frame.rings(block.shape)
        if not block.name or not _large(rings):
            continue
        # Blanks about it keep it from being read together with a parcel's number.
        name = f"\u00a0{wording.say(f'plan.block.{country}', Language.AR, name=isolate(block.name))}\u00a0"
        x, y = frame.at(block.label_at)
        tried = (
            Label(name, x + right, y + down, points, "block")
            for points in _BLOCKS
            for down in _STEPS_MM
            for right in _STEPS_MM
        )
        yield from islice((each for each in tried if not touches(each.outline(), own) and room.place(each, rings)), 1)


def _large(rings: Sequence[Sequence[Point]]) -> bool:
    """Tell whether so much of a block is seen that its name does not crowd out its parcels."""
    across, down = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    return min(max(across) - min(across), max(down) - min(down)) > _LEAST_BLOCK_MM


def _whole(rings: Sequence[Sequence[Point]], frame: MapFrame) -> bool:
    return all(1 < x < frame.width - 1 and 1 < y < frame.height - 1 for ring in rings for x, y in ring)


def _with_leader(label: Label, room: LabelRoom, not_on: Sequence[Sequence[Point]] = ()) -> Iterator[Label]:
    """Yield a label beside its thing, with a line to it, where there is room at all. not_on: the rings of the wanted
    parcel, where another's number would be taken for its own.
    """
    for distance in _LEADER_MM:
        for turn in range(0, 360, 30):
            x = label.x + distance * math.cos(math.radians(turn))
            y = label.y + distance * math.sin(math.radians(turn))
            moved = Label(label.text, x, y, label.points, label.kind, leader=(label.x, label.y))
            if not touches(moved.outline(), not_on) and room.place(moved):
                yield moved
                return


def _corner_numbers(frame: MapFrame, corners: Sequence[Corner], room: LabelRoom) -> Iterator[Label]:
    ends = {corner.following: corner for corner in corners}
    for corner in corners:
        before = ends[corner.place]
        if min(corner.length_m, before.length_m) * 1000 / frame.scale < _SMALLEST_MM:
            continue
        east, north = corner.outside[0] + before.outside[0], corner.outside[1] + before.outside[1]
        length = math.hypot(east, north) or 1.0
        x, y = frame.at(corner.place)
        # About a hole there is more room on the parcel than in the hole.
        for distance in (-2.4, -2.9, 2.4) if corner.of_hole else (2.2, 2.7, 3.2, -2.7):
            step = (x + distance * east / length, y - distance * north / length)
            label = Label(str(corner.number), *step, _CORNER, "corner")
            if room.place(label):
                yield label
                break


def _lengths(frame: MapFrame, corners: Sequence[Corner], room: LabelRoom) -> Iterator[Label]:
    for corner in corners:
        (ax, ay), (bx, by) = frame.at(corner.place), frame.at(corner.following)
        on_paper = math.dist((ax, ay), (bx, by))
        text = f"{corner.length_m:.2f}"
        if on_paper < max(_SHORTEST_MM, text_width(text, _LENGTH)):
            continue
        degrees = _upright(math.degrees(math.atan2(by - ay, bx - ax)))
        for distance in (-2.0, 2.0) if corner.of_hole else (2.0, -2.0):
            x = (ax + bx) / 2 + distance * corner.outside[0]
            y = (ay + by) / 2 - distance * corner.outside[1]
            label = Label(text, x, y, _LENGTH, "length", degrees)
            if room.place(label):
                yield label
                break


def _street_names(streets: Sequence[Street], frame: MapFrame, room: LabelRoom, wording: Wording) -> Iterator[Label]:
    named: set[tuple[str, int]] = set()
    for street in sorted(streets, key=lambda each: -sum(_long(line) for line in each.middle or each.axis)):
        for label in _along(street, frame, wording):
            # A street that comes in pieces is named once in a while, not at every piece.
            spot = (street.name.ar, int(label.x // 60) * 100 + int(label.y // 60))
            if spot not in named and room.place(label):
                named.add(spot)
                yield label
                break


def _along(street: Street, frame: MapFrame, wording: Wording) -> Iterator[Label]:
    """Yield a street's name at every place along its middle where it may stand, in ever smaller type."""
    wide = (street.width_m or 0) * 1000 / frame.scale
    named = {language: _street_words(street, language, wording) for language in Language}
    for points in _STREETS:
        two = wide >= points * 1.05 and named[Language.EN]
        for x, y, degrees, straight in _spots(street, frame):
            label = Label(named[Language.AR], x, y, points, "street", degrees, second=named[Language.EN] if two else "")
            if named[Language.AR] and label.width <= straight:
                yield label


def _street_words(street: Street, language: Language, wording: Wording) -> str:
    name = street.name.say(language)
    if not street.width_m:
        return name
    width = isolate(f"{street.width_m:g}")
    return wording.say("plan.street" if name else "plan.street_unnamed", language, name=name, width=width)


def _spots(street: Street, frame: MapFrame) -> Iterator[tuple[float, float, float, float]]:
    """Yield middles of straight stretches, long ones first: x, y, degrees and the stretch's length, in millimetres."""
    for line in street.middle or street.axis:
        points = [frame.at(place) for place in line]
        steps = sorted({len(points) - 1, *(step for step in (12, 8, 5, 3, 2, 1) if step < len(points))}, reverse=True)
        for step in steps:
            for first in range(0, len(points) - step, max(step // 2, 1)):
                start, end = points[first], points[first + step]
                if max(_off(start, end, point) for point in points[first : first + step + 1]) < _BENT_MM:
                    degrees = _upright(math.degrees(math.atan2(end[1] - start[1], end[0] - start[0])))
                    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
                    yield *middle, degrees, math.dist(start, end)


def _off(start: Point, end: Point, point: Point) -> float:
    length = math.dist(start, end) or 1.0
    return abs((end[0] - start[0]) * (start[1] - point[1]) - (start[0] - point[0]) * (end[1] - start[1])) / length


def _long(line: Sequence[Point]) -> float:
    return sum(math.dist(here, following) for here, following in pairwise(line))


def _upright(degrees: float) -> float:
    """Turn words so that nobody reads them upside down; along a steep line they run upwards, as on every map."""
    return (degrees + 110) % 180 - 110
