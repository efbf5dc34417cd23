"""`shubbak plans draw`: a site plan of one parcel as PDF, from the station's own cadastre."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from shubbak import resources
from shubbak.adapters.cadastre.gpkg_cadastre import GpkgCadastre
from shubbak.adapters.paper.typst_engine import TypstEngine
from shubbak.adapters.system.station_home import station_home
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.cli.station_file import complain
from shubbak.domain.parcel_key import read_key
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language, isolate
from shubbak.ports.cadastre import CadastreError, Parcel
from shubbak.services.plan_sheet import SCALES, Paper, PlanWish, SitePlan, make_site_plan
from shubbak.services.site_plan import PlanIssue, site_plan_order


def add_parser(subparsers: Any) -> None:
    """Add the command and its verb."""
    parser = subparsers.add_parser("plans", help="site plans of the municipality's parcels")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    draw = verbs.add_parser("draw", help="draw one parcel's site plan as PDF; it carries no signed code")
    draw.add_argument("key", help="village=… , parcel=815, or the parts from the widest on with / between them")
    draw.add_argument("--scale", type=int, choices=SCALES, help="the largest that shows the neighbours, if not given")
    draw.add_argument("--paper", type=Paper, choices=tuple(Paper), help="A4 where that is enough, if not given")
    draw.add_argument("-o", "--output", type=Path, required=True, help="the PDF to write")
    draw.add_argument("--home", default="", help="the station's folder (SHUBBAK_HOME, else var/station)")
    draw.set_defaults(run=_draw)


def _draw(arguments: argparse.Namespace) -> int:
    cadastre = GpkgCadastre(station_home(arguments.home).cadastre)
    try:
        parcel = _one(cadastre, arguments.key)
        wish = PlanWish(arguments.scale, arguments.paper)
        plan = make_site_plan(cadastre, parcel, wish) if isinstance(parcel, Parcel) else parcel
    except CadastreError as error:
        return complain(f"problem.{error.code}")
    if isinstance(plan, Problem):
        return complain(f"problem.{plan.code}")
    engine = TypstEngine(resources.root() / "outputs", resources.root() / "fonts")
    pages = engine.set_pages(site_plan_order(plan, _draft(), resources.load_wording()))
    try:
        arguments.output.write_bytes(pages)
    except OSError:
        return complain("plan.not_written", file=str(arguments.output))
    _tell(plan, arguments.output)
    return 0


def _one(cadastre: GpkgCadastre, untrusted_key: str) -> Parcel | Problem:
    """Return the parcel of a key, or why it is not one; several are listed."""
    key = read_key(cadastre.facts().country, untrusted_key)
    if isinstance(key, Problem):
        return key
    found = cadastre.find(key)
    if len(found) > 1:
        for parcel in found:
            print(parcel.key.spelled())
        return Problem("parcel-several")
    return found[0] if found else Problem("parcel-unknown")


def _draft() -> PlanIssue:
    """A plan from the command line is nobody's issue: it has no number of a station and no code."""
    wording = resources.load_wording()
    return PlanIssue("–", SystemClock().now().date(), wording.text("plan.by_command"), wording.text("plan.not_signed"))


def _tell(plan: SitePlan, output: Path) -> None:
    wording = resources.load_wording()
    said = {"scale": isolate(f"1:{plan.scale}"), "paper": isolate(plan.paper.value.upper()), "file": str(output)}
    for language in (Language.EN, Language.AR):
        print(wording.say("plan.drawn", language, **said))
        for remark in plan.remarks:
            print(wording.say(f"plan.remark.{remark}", language))
