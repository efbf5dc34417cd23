"""The ways through a procedure beside the straight one: where each jumps to, and on which line it is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from shubbak.forms.procedure import END, REFUSED, Procedure, Step


@dataclass(frozen=True, slots=True)
class Jump:
    """A way from one step to another that is not the next. source and target are places in the list of steps; lane 0
    lies nearest to the steps. back: it goes up the list, to be corrected.
    """

    source: int
    target: int
    back: bool
    lane: int


def ways_of(procedure: Procedure, step: Step) -> tuple[str, ...]:
    """Return where a case may go from a step: steps, `end` or `refused`; a return only goes back."""
    return (step.returns.to,) if step.returns else tuple(way.to for way in procedure.next_of(step))


def jumps(procedure: Procedure) -> tuple[Jump, ...]:
    """Return the jumps, back ones and forward ones on lanes of their own, none crossing another on its lane."""
    places = {step.id: place for place, step in enumerate(procedure.steps)}
    found: list[tuple[int, int]] = []
    for place, step in enumerate(procedure.steps):
        for way in ways_of(procedure, step):
            if way not in (END, REFUSED) and places[way] != place + 1:
                found.append((place, places[way]))
    lanes: dict[bool, list[list[range]]] = {False: [], True: []}
    drawn = []
    for source, target in sorted(set(found), key=lambda pair: abs(pair[1] - pair[0])):
        back = target <= source
        span = range(min(source, target), max(source, target) + 1)
        drawn.append(Jump(source, target, back, _free_lane(lanes[back], span)))
    return tuple(drawn)


def _free_lane(lanes: list[list[range]], span: range) -> int:
    for place, taken in enumerate(lanes):
        if all(span[-1] < other[0] or other[-1] < span[0] for other in taken):
            taken.append(span)
            return place
    lanes.append([span])
    return len(lanes) - 1
