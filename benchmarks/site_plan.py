"""A site plan of one parcel among a million: python benchmarks/site_plan.py [RUNS].

Found by its key, drawn and set as PDF/A, and the whole command from its start to the written file. The floor of finding
is SQLite's own look into the same index for one number, nothing read or built. Promised: under 30 s from the request to
the sheet, where it took two weeks. The town is made once, under var/, in some minutes.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from _figures import ROOT, runs, show

from shubbak.adapters.cadastre.gpkg_cadastre import GpkgCadastre
from shubbak.adapters.cadastre.sample_town import make_sample_town
from shubbak.adapters.paper.typst_engine import TypstEngine
from shubbak.domain.parcel_key import ParcelKey, make_key
from shubbak.domain.text import Text
from shubbak.resources import load_wording, root
from shubbak.services.plan_sheet import SitePlan, make_site_plan
from shubbak.services.site_plan import PlanIssue, site_plan_order

WIDE, HIGH, PROMISED_S = 320, 313, 30.0
HOME = ROOT / "var" / "benchmark-cadastre"
FLOOR, FOUND, DRAWN, WHOLE = "SQLite's index alone", "found by its key", "drawn and set", "the whole command, cold"
ISSUE = PlanIssue("PL-1", date(2026, 1, 1), Text("مكتب", "Office"), Text("رئيس", "Head"), None, "https://v.example/o#7")


def town() -> Path:
    """Return the home of a station with a million parcels; made when it is not there."""
    path = HOME / "cadastre.gpkg"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        began = time.perf_counter()
        facts = make_sample_town(path, "JO", WIDE, HIGH)
        print(f"{facts.parcels} parcels written in {time.perf_counter() - began:.0f} s", flush=True)
    return path


def keys(path: Path, count: int) -> list[ParcelKey]:
    """Return keys of parcels anywhere in the town."""
    chance = random.Random(7)
    with sqlite3.connect(path) as connection:
        last = connection.execute("SELECT max(fid) FROM parcels").fetchone()[0]
        asked = "SELECT key_village, key_basin_no, key_parcel FROM parcels WHERE fid = ?"
        rows = [connection.execute(asked, (chance.randint(1, last),)).fetchone() for _ in range(count)]
    made = [
        make_key("JO", {"village": village, "basin_no": basin, "parcel": parcel}) for village, basin, parcel in rows
    ]
    return [key for key in made if isinstance(key, ParcelKey)]


def timed(deed: Callable[[ParcelKey], object], asked: list[ParcelKey]) -> list[float]:
    times = []
    for key in asked:
        began = time.perf_counter()
        deed(key)
        times.append((time.perf_counter() - began) * 1000)
    return times


def main() -> None:
    path = town()
    asked = keys(path, runs(30))
    cadastre, engine = GpkgCadastre(path), TypstEngine(root() / "outputs", root() / "fonts")
    connection = sqlite3.connect(path)

    def draw(key: ParcelKey) -> bytes:
        plan = make_site_plan(cadastre, cadastre.find(key)[0])
        assert isinstance(plan, SitePlan)
        return engine.set_pages(site_plan_order(plan, ISSUE, load_wording()))

    def command(key: ParcelKey) -> None:
        words = [sys.executable, "-m", "shubbak.cli.main", "plans", "draw", key.spelled(), "-o", str(HOME / "plan.pdf")]
        subprocess.run([*words, "--home", str(HOME)], cwd=ROOT, check=True, capture_output=True)

    def look(key: ParcelKey) -> object:
        asking = "SELECT fid FROM parcels WHERE key_parcel = ? LIMIT 1"
        return connection.execute(asking, (key["parcel"],)).fetchone()

    draw(asked[0])
    parcels = cadastre.facts().parcels
    pdf = len(draw(asked[0]))
    figures = {
        FLOOR: timed(look, asked),
        FOUND: timed(cadastre.find, asked),
        DRAWN: timed(draw, asked),
        WHOLE: timed(command, asked[:10]),
    }
    show(
        f"A site plan of one parcel among {parcels}",
        figures,
        (FOUND, FLOOR),
        cadastre_mb=round(path.stat().st_size / 1e6),
        plan_kb=round(pdf / 1000),
        whole_command_of_promised=f"{statistics.median(figures[WHOLE]) / 1000 / PROMISED_S:.3f} of {PROMISED_S:.0f} s",
    )


if __name__ == "__main__":
    main()
