"""Messages of a child arrive whole, or it is told in time that they do not; by either way of waiting."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from shubbak.adapters.scan.pipes import received_by_thread, received_ready, sent

Receive = Callable[[int, int, float], bytes]
both_ways = pytest.mark.parametrize("receive", [received_ready, received_by_thread])


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        os.close(end)


def soon() -> float:
    return time.monotonic() + 20


@both_ways
def test_a_message_larger_than_the_pipe_arrives_whole(receive: Receive, pipe: tuple[int, int]) -> None:
    message = os.urandom(300_000)
    writing = threading.Thread(target=sent, args=(pipe[1], message))
    writing.start()
    assert int.from_bytes(receive(pipe[0], 4, soon()), "big") == len(message)
    assert receive(pipe[0], len(message), soon()) == message
    writing.join()
    assert receive(pipe[0], 0, soon()) == b""


@both_ways
def test_half_a_message_is_late_and_no_message(receive: Receive, pipe: tuple[int, int]) -> None:
    os.write(pipe[1], b"ab")
    with pytest.raises(TimeoutError):
        receive(pipe[0], 4, time.monotonic() + 0.05)
    os.write(pipe[1], b"cd")  # lets the one that was left waiting go


@both_ways
def test_a_child_that_is_gone_is_noticed_in_the_middle_of_a_message(receive: Receive) -> None:
    ours, theirs = os.pipe()
    os.write(theirs, b"ab")
    os.close(theirs)
    with pytest.raises(BrokenPipeError):
        receive(ours, 4, soon())
    os.close(ours)
