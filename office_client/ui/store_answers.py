"""Work beside the screen whose answer may be that the store could not be read."""

from __future__ import annotations

from collections.abc import Callable

from shubbak.ports.store import StoreError


def or_problem(task: Callable[[], object]) -> Callable[[], object]:
    """Return a task that gives the problem's code where the store raises it."""

    def run() -> object:
        try:
            return task()
        except StoreError as error:
            return error.code

    return run
