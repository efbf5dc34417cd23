"""`shubbak cadastre`: import a municipality's land for plans, find a parcel, make a sample town."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from shubbak import resources
from shubbak.adapters.cadastre.gpkg_cadastre import GpkgCadastre
from shubbak.adapters.cadastre.importing import ImportReport, import_cadastre
from shubbak.adapters.cadastre.mapping import read_mapping
from shubbak.adapters.cadastre.memory_bound import bound_memory
from shubbak.adapters.cadastre.refused import CadastreRefusedError
from shubbak.adapters.cadastre.sample_town import make_sample_town
from shubbak.adapters.system.station_home import StationHome, station_home
from shubbak.cli.station_file import complain
from shubbak.domain.parcel_key import KEY_PARTS, read_key
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language, bare, isolate
from shubbak.ports.cadastre import CadastreError, CadastreFacts

_BOTH = (Language.EN, Language.AR)


def add_parser(subparsers: Any) -> None:
    """Add the command and its verbs."""
    parser = subparsers.add_parser("cadastre", help="the municipality's land for site plans: what this station has")
    parser.add_argument("--home", default="", help="the station's folder (SHUBBAK_HOME, else var/station)")
    parser.set_defaults(run=_show)
    verbs = parser.add_subparsers(metavar="VERB")
    take = verbs.add_parser("import", help="take a GeoPackage, Shapefile, GeoJSON, a folder or a .zip of them")
    take.add_argument("file", type=Path)
    take.add_argument("--mapping", type=Path, required=True, help="YAML that says which column is what")
    take.set_defaults(run=_import)
    find = verbs.add_parser("find", help="find parcels: village=… , parcel=815, or the parts from the widest on with /")
    find.add_argument("key")
    find.set_defaults(run=_find)
    sample = verbs.add_parser("sample", help="make a town that does not exist, to try plans with")
    sample.add_argument("--country", choices=sorted(KEY_PARTS), default="JO")
    sample.set_defaults(run=_sample)
    for verb in (take, find, sample):
        verb.add_argument("--home", default=argparse.SUPPRESS, help="the station's folder")


def _show(arguments: argparse.Namespace) -> int:
    try:
        facts = GpkgCadastre(station_home(arguments.home).cadastre).facts()
    except CadastreError as error:
        return complain(f"problem.{error.code}")
    _tell(facts)
    return 0


def _import(arguments: argparse.Namespace) -> int:
    home = station_home(arguments.home)
    try:
        bound_memory()
        report = import_cadastre(arguments.file, read_mapping(arguments.mapping), _room(home))
    except CadastreRefusedError as error:
        return complain(f"problem.{error.code}", 1, **error.params)
    _tell(report.facts)
    _list(report)
    return 0


def _sample(arguments: argparse.Namespace) -> int:
    try:
        facts = make_sample_town(_room(station_home(arguments.home)), arguments.country)
    except CadastreRefusedError as error:
        return complain(f"problem.{error.code}", 1, **error.params)
    _tell(facts)
    return 0


def _find(arguments: argparse.Namespace) -> int:
    cadastre = GpkgCadastre(station_home(arguments.home).cadastre)
    try:
        key = read_key(cadastre.facts().country, arguments.key)
        if isinstance(key, Problem):
            return complain(f"problem.{key.code}")
        found = cadastre.find(key)
    except CadastreError as error:
        return complain(f"problem.{error.code}")
    for parcel in found:
        zone = parcel.zone.name if parcel.zone else None
        print(parcel.key.spelled())
        print(f"  {parcel.area_m2:.2f} m²{f' · {zone.en} · {zone.ar}' if zone else ''}")
    return 0 if found else complain("problem.parcel-unknown")


def _room(home: StationHome) -> Path:
    home.make()
    return home.cadastre


def _tell(facts: CadastreFacts) -> None:
    wording = resources.load_wording()
    for language in _BOTH:
        words = {
            "municipality": facts.municipality.say(language),
            "parcels": isolate(str(facts.parcels)),
            "day": isolate(facts.data_at.isoformat()),
            "version": isolate(str(facts.version)),
            "grid": isolate(f"{facts.grid} (EPSG:{facts.epsg})"),
        }
        said = wording.say("cadastre.sample" if facts.sample else "cadastre.stands", language, **words)
        print(bare(said) if language is Language.EN else said)


def _list(report: ImportReport) -> None:
    """Print what was left out or mended: how many, then the first ones by place and number."""
    wording = resources.load_wording()
    for (layer, why), times in sorted(report.counted.items()):
        for language in _BOTH:
            said = wording.say(f"cadastre.fault.{why}", language)
            print(wording.say("cadastre.counted", language, layer=isolate(layer), count=isolate(str(times)), why=said))
    for layer, place, name, why in report.left_out:
        print(f"  {layer} {place}: {_plain(name)}  {why}")
    for layer, place, name in report.mended:
        print(f"  {layer} {place}: {_plain(name)}  mended")


def _plain(untrusted_name: str) -> str:
    """Return a name without signs that would move the cursor or change the terminal."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in untrusted_name)
