"""What a station holds in memory of 300 services: python benchmarks/catalogue_memory.py [RUNS].

Three whole processes with the same imports: one without a catalogue, one that has opened it, as at every start, and one
in which every service was asked for.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from _figures import runs
from _many_services import SERVICES, catalogue_text

WAYS = {"none": "the same imports alone", "open": "300 services opened", "whole": "every one of them read"}


def main() -> None:
    held: dict[str, list[int]] = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "catalogue.json"
        kept.write_text(catalogue_text(), "utf-8")
        for _ in range(runs(3)):
            for way, sizes in held.items():
                command = [sys.executable, str(Path(__file__).parent / "_station_memory.py"), str(kept), way]
                sizes.append(int(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    medians = {way: statistics.median(sizes) / 1024 for way, sizes in held.items()}
    print(f"Memory of a station with {SERVICES} services")
    for way, words in WAYS.items():
        print(f"  {words:<42}{medians[way]:>10.1f} MiB resident, {medians[way] / medians['none']:.2f} times the first")
    said = {"figure": f"memory of {SERVICES} services", "resident_mib": {way: round(medians[way], 1) for way in WAYS}}
    print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
