"""Fault 26, the rest of it: a kiosk that dies in the middle of a visit leaves no word of it on the machine."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from pathlib import Path

import pytest
from fault_tally import Tally
from kiosk_process import PATIENCE, KioskProcess
from kiosk_visitor import LICENCE, LICENCE_TYPED, Visitor

pytestmark = [pytest.mark.timeout(300), pytest.mark.fault(26)]
#: Typed by the person; the card that the simulated scanner shows brings the last.
WORDS = ["ظغضثقفشخ", "8841975", "290031544172"]
TYPED = LICENCE_TYPED | {"shop_name": WORDS[0], "health_licence_no": WORDS[1]}


def forms(word: str) -> list[bytes]:
    return [word.encode(), word.encode("utf-16-le"), word.encode().hex().encode()]


def files_with(words: list[str], *folders: Path) -> tuple[int, list[str]]:
    """Return how many files lie there, and those that hold one of the words in any form."""
    wanted = [form for word in words for form in forms(word)]
    lying = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return len(lying), [path.name for path in lying if any(form in path.read_bytes() for form in wanted)]


def with_cores(place: Path, temporary: Path) -> tuple[str, ...]:
    """Return what lets a process leave its memory behind in a folder, if it wants to."""
    unlimited = 'ulimit -c unlimited && cd "$0" && exec "$@"'
    return ("env", f"TMPDIR={temporary}", "sh", "-c", unlimited, str(place))


@pytest.mark.parametrize("number", [signal.SIGABRT, pytest.param(signal.SIGKILL, marks=pytest.mark.faults)])
def test_a_killed_kiosk_leaves_no_word_and_no_core(tmp_path: Path, tally: Tally, number: signal.Signals) -> None:
    home, temporary, place = (tmp_path / name for name in ("home", "temporary", "place"))
    for folder in (temporary, place):
        folder.mkdir()
    with KioskProcess(home, "", "--hand", "--haste", before=with_cores(place, temporary)) as kiosk:
        person = Visitor(kiosk, LICENCE, TYPED)
        person.go(lambda state: WORDS[0] in {one["value"] for one in state["questions"]})
        assert WORDS[0] in kiosk.order(words=True)["words"]
        kiosk.process.send_signal(number)
        assert kiosk.process.wait(PATIENCE) == -number
    count, found = files_with(WORDS, home, temporary, place)
    log = home.with_suffix(".log").read_text()
    tally(f"{number.name} in the middle of a visit", files=count, words=len(WORDS), hits=len(found))
    assert (found, list(place.iterdir())) == ([], [])
    assert not any(word in log for word in WORDS)
    with KioskProcess(home, "", "--hand", "--haste") as kiosk:
        state = kiosk.order(state=True)
        shown = "\n".join(kiosk.order(words=True)["words"])
        assert (state["screen"], state["application"]) == ("attract", "")
        assert not any(word in shown for word in WORDS)


def test_a_process_that_does_not_forbid_it_leaves_a_memory_image_here(tmp_path: Path) -> None:
    """Otherwise the test above would prove nothing; a machine that hands cores to a program has none in the folder."""
    (tmp_path / "temporary").mkdir()
    pattern = Path("/proc/sys/kernel/core_pattern").read_text().strip()
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    if pattern.startswith("|") or hard == 0:
        assert os.access("/proc/sys/kernel/core_pattern", os.R_OK)
        return
    command = [*with_cores(tmp_path, tmp_path / "temporary"), "sh", "-c", "kill -ABRT $$"]
    subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE)
    assert [path for path in tmp_path.iterdir() if path.name.startswith("core")], (pattern, soft)
