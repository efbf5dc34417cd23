"""The frame of the thirty-one faults: which were tried, with what counts, in one table at the end of a run.

A test of a fault carries its number, wherever under tests/ it lives, and may say what it counted:

    @pytest.mark.fault(3)
    def test_a_power_cut_loses_nothing(tally: Tally) -> None:
        ...
        tally("power cut, 2 cores", states=50_000, lost=0)

The short form of a fault runs in `make test`; the long form carries `@pytest.mark.faults` too and runs in
`make faults`. Say what was counted before asserting it, so that the table of a failed run shows the numbers. Marks and
counts travel in the reports' user properties, which also come back from the workers of pytest-xdist.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

Tally = Callable[..., None]

#: The number of each fault and its short name; the outcome of each stands in docs/faults.md.
FAULTS = {
    1: "killed at random instants",
    2: "killed at every write",
    3: "power cut at every point",
    4: "power cut during migration",
    5: "disk full at every write",
    6: "input/output error on fsync",
    7: "flipped bit",
    8: "older database put back",
    9: "clock ten years off",
    10: "no name service",
    11: "connection reset",
    12: "black hole",
    13: "trickle",
    14: "reset after commit",
    15: "error 500 after commit",
    16: "captive portal",
    17: "answer cut or altered",
    18: "body altered",
    19: "half-open line",
    20: "line that keeps dying",
    21: "500 stations return at once",
    22: "two senders",
    23: "twenty taps",
    24: "replay, changed body, other station",
    25: "forged or swapped receipt",
    26: "stolen disk",
    27: "forty pulled plugs",
    28: "hung screen, lost device",
    29: "hostile USB stick",
    30: "bad update or catalogue",
    31: "dying printer",
}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "fault(number, ...): tries one of the thirty-one faults (docs/faults.md)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for mark in item.iter_markers("fault"):
            unknown = set(mark.args) - set(FAULTS)
            if unknown or not mark.args:
                raise pytest.UsageError(f"{item.nodeid}: fault{mark.args} is none of the {len(FAULTS)}")
            item.user_properties.append(("fault", list(mark.args)))


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Tally:
    """Take a label and counts by name (int, float or str); they appear in the table below the test's fault."""

    def count(label: str, **counts: Any) -> None:
        request.node.user_properties.append(("tally", [label, counts]))

    return count


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = list(_last_words(terminalreporter))
    tried = [report for report in reports if _numbers(report)]
    lines = [*(_lines(tried) if tried else ()), *_count_lines(one for one in reports if one not in tried)]
    if lines:
        terminalreporter.section("the thirty-one faults")
    for line in lines:
        terminalreporter.write_line(line)


def _last_words(terminalreporter: Any) -> Iterator[Any]:
    """Yield one report a test: of its call, or of a setup that failed."""
    for outcome in ("passed", "failed", "error"):
        for report in terminalreporter.stats.get(outcome, []):
            if getattr(report, "when", "") == "call" or outcome == "error":
                yield report


def _numbers(report: Any) -> list[int]:
    return [number for name, value in getattr(report, "user_properties", []) if name == "fault" for number in value]


def _lines(reports: list[Any]) -> Iterator[str]:
    by_number = defaultdict(list)
    for report in reports:
        for number in _numbers(report):
            by_number[number].append(report)
    for number, name in FAULTS.items():
        if number in by_number:
            yield from _fault_lines(number, name, by_number[number])
    missing = [str(number) for number in FAULTS if number not in by_number]
    yield f"{len(by_number)} of {len(FAULTS)} faults tried" + (
        f"; not in this run: {', '.join(missing)}" * bool(missing)
    )


def _fault_lines(number: int, name: str, reports: list[Any]) -> Iterator[str]:
    failed = sum(not report.passed for report in reports)
    verdict = f"FAILED {failed} of {len(reports)}" if failed else f"ok ({len(reports)})"
    yield f"{number:2}  {name:38}{verdict}"
    yield from _count_lines(reports)


def _count_lines(reports: Iterable[Any]) -> Iterator[str]:
    """Yield what tests counted; those of tests that try no single fault, such as a model of them all, come last."""
    said = [value for report in reports for key, value in getattr(report, "user_properties", ()) if key == "tally"]
    for label, counts in said:
        yield f"      {label}: " + ", ".join(
            f"{word.replace('_', ' ')} {_text(value)}" for word, value in counts.items()
        )


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
