"""The frame of the bad input: named cases, the doors they are shown to, and what is counted.

A case's name says how it was made, so that a failing one is made again from its name alone. A door is the product's own
function that takes untrusted bytes or text in; it answers with a problem code, or with TAKEN. Anything else that comes
out of it, an exception above all, is a fault of the product.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import pytest

TAKEN = "taken"
Body = TypeVar("Body")
#: `make test` shows every door a tenth of each kind of case; `make badinput` shows them all.
FORMS = [pytest.param(10, id="a-tenth"), pytest.param(1, id="all", marks=pytest.mark.badinput)]


@dataclass(frozen=True, slots=True)
class Case(Generic[Body]):
    """One bad input and the name it goes by, such as look-alike-17."""

    name: str
    body: Body


def many(name: str, count: int, make: Callable[[random.Random], Body]) -> Iterator[Case[Body]]:
    """Make cases by chance; each has its own seed, its name."""
    for number in range(count):
        label = f"{name}-{number}"
        yield Case(label, make(random.Random(label)))


def show(cases: Iterable[Case[Body]], door: Callable[[Body], str], every: int) -> Counter[str]:
    """Show every n-th case to a door and count its answers; the names of those that broke it are the failure."""
    answers: Counter[str] = Counter()
    broke: list[str] = []
    for case in list(cases)[::every]:
        try:
            answers[door(case.body)] += 1
        except Exception as error:  # noqa: BLE001 (whatever it is, it is what is looked for)
            broke.append(f"{case.name}: {type(error).__name__}")
    assert not broke, f"{len(broke)} cases broke the door: {broke[:10]}"
    return answers


def refused(answers: Counter[str], known: Sequence[str]) -> None:
    """Demand that no case was taken and that every answer is one of the door's own codes."""
    assert set(answers) <= set(known), f"unknown answers: {set(answers) - set(known)}"
    assert answers.total() > 0
