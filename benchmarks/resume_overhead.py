"""A 2 MB packet in pieces against one request, on a good line and on one that dies every 300 kB:
python benchmarks/resume_overhead.py [RUNS].

Both go from the station's own client, signed, to a real portal on this machine. Overhead is what the station put on the
line over the packet's bytes: heads, signatures, and what was on its way when the line died.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from _figures import ROOT, runs, show

sys.path.insert(0, str(ROOT / "tests" / "faults"))

from fakes.fault_proxy import FaultProxy, fault_proxy
from fakes.portal_office import PortalOffice
from fakes.portal_on_loopback import on_loopback
from network_station import NetworkStation

from shubbak.adapters.portal_client import requests_portal
from shubbak.ports.portal import PortalError

SIZE = 2_000_000
PIECES, WHOLE = "in pieces", "one request"
_CHUNK = requests_portal.CHUNK_BYTES


def send(station: NetworkStation, proxy: FaultProxy, way: str) -> tuple[float, int, bool]:
    """Send a new packet; returns milliseconds, its size, and whether it arrived."""
    requests_portal.CHUNK_BYTES = _CHUNK if way == PIECES else 10**9
    packet_id = station.submit(SIZE)
    claimed = station.store.claim(station.clock.now())
    assert claimed is not None
    began = time.perf_counter()
    try:
        answer = station.client(proxy.port, call_seconds=60).send(packet_id, claimed[1])
    except PortalError:
        arrived = False
    else:
        arrived = bool(answer.statement)
    took = (time.perf_counter() - began) * 1000
    station.store.refuse(packet_id, "tried")
    return took, len(claimed[1]), arrived


def main() -> None:
    timed: dict[str, list[float]] = {PIECES: [], WHOLE: []}
    said: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        office = PortalOffice(Path(folder))
        station = NetworkStation(Path(folder), office)
        with on_loopback(office) as port:
            for _ in range(runs(10)):
                for way, times in timed.items():
                    with fault_proxy(port) as proxy:
                        took, size, arrived = send(station, proxy, way)
                    assert arrived
                    times.append(took)
                    said[f"overhead_{way}_good_line"] = round(proxy.sent_up / size, 3)
            for way in timed:
                with fault_proxy(port, "dying") as proxy:
                    tries = [send(station, proxy, way) for _ in range(1 if way == PIECES else 10)]
                    arrived_now = sum(arrived for *_, arrived in tries)
                said[f"dying_line_{way}"] = f"{arrived_now} of {len(tries)} arrived, {proxy.deaths} broken connections"
                if way == PIECES:
                    said["resume_overhead"] = round(proxy.sent_up / tries[0][1], 3)
        station.store.close()
        office.close()
    show(f"A packet of {SIZE // 1_000_000} MB to the portal", timed, (PIECES, WHOLE), **said)


if __name__ == "__main__":
    main()
