"""A code reader on a line of its own: what it reads comes home, and one that was unplugged is found again."""

from __future__ import annotations

from queue import Empty, Queue
from threading import Semaphore
from typing import Any

import pytest

from shubbak.ports.code_reader import CodeReaderError
from shubbak.qtkit import code_listener
from shubbak.qtkit.code_listener import CodeListener
from shubbak.station.codes import listener
from shubbak.station.device_desk import LentReader


class Reader:
    """Gives what lies in the queue; "gone" is an unplugged cable."""

    def __init__(self, codes: Queue[str]) -> None:
        self._codes = codes
        self.closed = 0

    def next_code(self, wait_s: float) -> str:
        try:
            code = self._codes.get(timeout=0.05)
        except Empty:
            return ""
        if code == "gone":
            raise CodeReaderError("code-reader-gone")
        return code

    def close(self) -> None:
        self.closed += 1


def test_codes_come_home_in_order_also_after_the_reader_was_away(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_listener, "_AGAIN", 0.05)
    codes: Queue[str] = Queue()
    opened: list[Reader] = []

    def open_reader() -> Reader:
        opened.append(Reader(codes))
        return opened[-1]

    heard: list[str] = []
    listening = CodeListener(open_reader)
    listening.read.connect(heard.append)
    listening.start()
    for code in ("one", "gone", "two"):
        codes.put(code)
    qtbot.waitUntil(lambda: heard == ["one", "two"])
    listening.stop()
    assert [reader.closed for reader in opened] == [1, 1]


def test_a_line_that_is_lent_is_let_go_of_and_listened_to_again(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_listener, "_AGAIN", 0.02)
    codes: Queue[str] = Queue()
    reader = Reader(codes)
    heard: list[str] = []
    listening = CodeListener(lambda: reader)
    listening.read.connect(heard.append)
    listening.start()
    with listening.lent():
        codes.put("mine")
        assert LentReader(Reader(codes), CodeListener(lambda: reader)).next_code(1) == "mine"
    codes.put("theirs")
    qtbot.waitUntil(lambda: heard == ["theirs"])
    listening.stop()


def test_a_line_stays_lent_between_two_waits_until_its_reader_is_closed(qtbot: Any) -> None:
    codes: Queue[str] = Queue()
    heard: list[str] = []
    listening = CodeListener(lambda: Reader(codes))
    listening.read.connect(heard.append)
    lent = LentReader(Reader(codes), listening)
    assert lent.next_code(1) == ""
    listening.start()  # and finds the line taken
    qtbot.wait(60)
    codes.put("mine")
    assert lent.next_code(1) == "mine"
    lent.close()
    codes.put("theirs")
    qtbot.waitUntil(lambda: heard == ["theirs"])
    listening.stop()


class Babbler:
    """Has another code as soon as it is asked."""

    def __init__(self) -> None:
        self.asked = Semaphore(0)

    def next_code(self, wait_s: float) -> str:
        self.asked.release()
        return "more"

    def close(self) -> None:
        pass


def test_a_reader_that_never_stops_waits_for_the_screen(qtbot: Any) -> None:
    reader, heard = Babbler(), list[str]()
    listening = CodeListener(lambda: reader)
    listening.read.connect(heard.append)
    listening.start()
    assert reader.asked.acquire(timeout=5)
    assert not reader.asked.acquire(timeout=0.2)
    qtbot.waitUntil(lambda: len(heard) > 2)
    listening.stop()


def test_without_an_address_or_with_a_wrong_one_nothing_listens() -> None:
    assert listener("") is None
    assert listener("serial:") is None
    assert listener("telepathy:1") is None
