"""Fault 22: two processes send from one station's store; the portal has one row a packet, and both the same word."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fakes.portal_server import serving
from fault_tally import Tally
from station_life import StationLife

from shubbak.ports.store import PacketState

SCRIPT = Path(__file__).with_name("sending_process.py")


def sent_by_two(tmp_path: Path, packets: int, second: str) -> tuple[StationLife, list[list[tuple[str, str]]]]:
    """Let two processes empty a queue against a portal with a real socket; return what each heard."""
    home = tmp_path / "home"
    life = StationLife(home, tmp_path, lambda _: None, clean_money=True)
    for _ in range(packets):
        life.visit()
    with serving(life.portal) as server:
        command = [sys.executable, str(SCRIPT), str(home), server.url, "5"]
        senders = [
            subprocess.Popen([*command, how], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for how in ("leave", second)
        ]
        (tmp_path / "go").touch()
        outputs = [sender.communicate(timeout=60) for sender in senders]
    assert [sender.returncode for sender in senders] == [0, 0], outputs
    return life, [[tuple(line.split()) for line in said.splitlines()] for said, _ in outputs]


@pytest.mark.fault(22)
@pytest.mark.parametrize("second", ["leave", "recover"])
def test_two_processes_send_a_packet_once_or_hear_the_same_word(second: str, tmp_path: Path, tally: Tally) -> None:
    life, heard = sent_by_two(tmp_path, 12, second)
    cases = dict(line for lines in heard for line in lines)
    arrivals = sum(stored.arrivals for stored in life.portal.stored.values())
    tally(f"second sender: {second}", packets=12, portal_rows=len(life.portal.stored), arrivals=arrivals)
    assert len(life.portal.stored) == len(cases) == 12
    # Whoever sent a packet that the other had sent already was told the same case.
    assert all(line in cases.items() for lines in heard for line in lines)
    assert {(item.id, item.state, item.case) for item in life.store.outbox()} == {
        (name, PacketState.ACKNOWLEDGED, case) for name, case in cases.items()
    }
    if second == "leave":  # a claim is one process's own
        assert arrivals == 12 and sum(len(lines) for lines in heard) == 12
    life.store.close()
