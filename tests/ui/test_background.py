"""Work elsewhere comes home: to the right thread, in order, and with its bugs."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from shubbak.qtkit.background import Background
from shubbak.qtkit.collector import Collector


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    one = Background()
    yield one
    assert one.finish()


def test_results_come_home_in_order_to_the_thread_that_asked(background: Background, qtbot: QtBot) -> None:
    heard: list[tuple[Any, bool]] = []
    here = threading.get_ident()
    for number in range(20):
        background.run(
            lambda number=number: (number, threading.get_ident() != here),
            lambda result: heard.append((result, threading.get_ident() == here)),
        )
    qtbot.waitUntil(lambda: len(heard) == 20)
    assert heard == [((number, True), True) for number in range(20)]


def test_a_bug_is_raised_at_home_and_the_next_task_runs(background: Background, qtbot: QtBot) -> None:
    heard: list[int] = []
    with qtbot.captureExceptions() as bugs:
        background.run(lambda: 1 // 0, heard.append)
        background.run(lambda: 7, heard.append)
        qtbot.waitUntil(lambda: heard == [7])
    assert [kind for kind, _, _ in bugs] == [ZeroDivisionError]


def test_a_task_that_hangs_is_not_waited_for_for_ever(qtbot: QtBot) -> None:
    stuck, background = threading.Event(), Background()
    background.run(stuck.wait, lambda _: None)
    assert not background.finish(milliseconds=50)
    stuck.set()
    assert background.finish()


def test_garbage_is_collected_in_the_screens_thread_alone(qtbot: QtBot) -> None:
    threads: list[int] = []

    def note(phase: str, _: dict[str, int]) -> None:
        if phase == "start":
            threads.append(threading.get_ident())

    def litter() -> None:
        for _ in range(5000):
            cycle: list[Any] = []
            cycle.append(cycle)

    collector = Collector()
    gc.callbacks.append(note)
    try:
        worker = threading.Thread(target=litter)
        worker.start()
        worker.join()
        assert threads == []
        collector.look()
        assert set(threads) == {threading.get_ident()}
    finally:
        gc.callbacks.remove(note)
        collector.stop()
    assert gc.isenabled()
