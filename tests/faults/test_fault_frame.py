"""The frame itself: numbers are known, counts of several processes come together, a failure is said."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
SUITE = """
import pytest

@pytest.mark.fault(22)
def test_good(tally):
    tally("two processes", rows=1, per_minute=1234.5)

@pytest.mark.fault(3, 4)
def test_bad(tally):
    tally("cut", states=50_000, lost=2)
    assert False

def test_of_no_fault():
    pass
"""


@pytest.fixture(autouse=True)
def _frame_importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(TESTS))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # Qt and the rest would only cost seconds here


@pytest.mark.parametrize("workers", [[], ["-p", "xdist", "-n", "1"]])
def test_counts_stand_under_their_fault(pytester: pytest.Pytester, workers: list[str]) -> None:
    pytester.makepyfile(SUITE)
    result = pytester.runpytest_subprocess("-p", "fault_tally", *workers)
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*the thirty-one faults*",
            " 3  power cut at every point *FAILED 1 of 1",
            "      cut: states 50,000, lost 2",
            " 4  power cut during migration *FAILED 1 of 1",
            "22  two senders * ok (1)",
            "      two processes: rows 1, per minute 1,234.5",
            "3 of 31 faults tried; not in this run: 1, 2, 5, *",
        ]
    )


def test_a_number_that_is_no_fault_is_refused(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("import pytest\n@pytest.mark.fault(32)\ndef test_it(): pass")
    result = pytester.runpytest_subprocess("-p", "fault_tally")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
