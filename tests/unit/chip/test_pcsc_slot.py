"""A card reader's driver that does not come back costs one thread, however often it is asked."""

from __future__ import annotations

import threading

import pytest

from shubbak.adapters.chip import pcsc_slot
from shubbak.adapters.chip.pcsc_slot import PcscSlot
from shubbak.ports.chip import ChipError


def code_of(slot: PcscSlot) -> str:
    with pytest.raises(ChipError) as caught:
        slot.readers()
    return caught.value.code


def test_a_driver_that_hangs_is_asked_again_only_when_it_is_back(monkeypatch):
    back, ended = threading.Event(), threading.Event()

    class Calls:
        """Waits for its driver."""

        def __init__(self) -> None:
            assert back.wait(20)

        def readers(self) -> list[str]:
            return ["One"]

        def end(self) -> None:
            ended.set()

    monkeypatch.setattr(pcsc_slot, "_Calls", Calls)
    slot, before = PcscSlot(answer_s=0.05), threading.active_count()
    assert [code_of(slot) for _ in range(3)] == ["chip-silent", "chip-reader-busy", "chip-reader-busy"]
    assert threading.active_count() == before + 1
    back.set()
    assert ended.wait(5)
    slot._last._thread.join(5)
    assert slot.readers() == ["One"]
