"""Plans of the sample town and of single rectangles, set as pages, and looked at as a printer would."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from shubbak.adapters.cadastre.gpkg_cadastre import GpkgCadastre
from shubbak.adapters.paper.typst_engine import TypstEngine
from shubbak.domain.parcel_key import ParcelKey, read_key
from shubbak.domain.text import Text
from shubbak.ports.cadastre import Parcel
from shubbak.resources import load_wording, root
from shubbak.services.plan_sheet import PlanWish, SitePlan, make_site_plan
from shubbak.services.site_plan import PlanIssue, site_plan_order

ISSUE = PlanIssue(
    "PL-2026-004512",
    date(2026, 11, 23),
    Text("مكتب خدمة الجمهور", "Public service office"),
    Text("رئيس قسم التنظيم", "Head of planning"),
    date(2027, 2, 23),
    "https://verify.example/o#" + "1234567890" * 34,
)


def parcel_of(cadastre: GpkgCadastre, text: str) -> Parcel:
    key = read_key("JO", text)
    assert isinstance(key, ParcelKey)
    (parcel,) = cadastre.find(key)
    return parcel


def plan_of(cadastre: GpkgCadastre, text: str, wish: PlanWish | None = None) -> SitePlan:
    plan = make_site_plan(cadastre, parcel_of(cadastre, text), wish or PlanWish())
    assert isinstance(plan, SitePlan), plan
    return plan


def pages(plan: SitePlan, issue: PlanIssue = ISSUE) -> bytes:
    engine = TypstEngine(root() / "outputs", root() / "fonts")
    return engine.set_pages(site_plan_order(plan, issue, load_wording()))


def rendered(pdf: bytes, folder: Path, dots: int, *, x: int = 0, y: int = 0, wide: int = 0, high: int = 0) -> Any:
    """Return the first page, or a piece of it, as grey levels. x, y, wide and high in pixels."""
    (folder / "plan.pdf").write_bytes(pdf)
    crop = ["-x", str(x), "-y", str(y), "-W", str(wide), "-H", str(high)] if wide else []
    program = ["pdftoppm", "-r", str(dots), "-gray", "-f", "1", "-l", "1", *crop, "plan.pdf"]
    said = subprocess.run(program, cwd=folder, capture_output=True, check=True, timeout=60).stdout
    kind, size, most, body = said.split(b"\n", 3)
    assert (kind, most) == (b"P5", b"255")
    across, down = map(int, size.split())
    return np.frombuffer(body, np.uint8).reshape(down, across)


def words(pdf: bytes) -> str:
    program = ["pdftotext", "-layout", "-", "-"]
    return subprocess.run(program, input=pdf, capture_output=True, check=True, timeout=30).stdout.decode()
