"""What the bad input met, door by door, in one table at the end of a run; counts travel in the reports' properties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

Count = Callable[[str, str, "Counter[str]"], None]


@pytest.fixture
def count(request: pytest.FixtureRequest) -> Count:
    """Take a door, a kind of case and the answers; they appear in the table."""

    def add(door: str, kind: str, answers: Counter[str]) -> None:
        request.node.user_properties.append(("bad-input", [door, kind, dict(answers)]))

    return add


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: Any) -> None:
    doors: dict[str, Counter[str]] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, value in getattr(report, "user_properties", []):
                if name == "bad-input" and report.when == "call":
                    doors.setdefault(value[0], Counter()).update(value[2])
    if not doors:
        return
    terminalreporter.section("bad input")
    for door, answers in doors.items():
        said = ", ".join(f"{code} {number:,}" for code, number in answers.most_common())
        terminalreporter.write_line(f"{door:10} {answers.total():6,} cases: {said}")
    terminalreporter.write_line(f"{sum(answers.total() for answers in doors.values()):,} cases in all")
