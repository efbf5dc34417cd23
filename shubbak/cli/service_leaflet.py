"""`shubbak services leaflet`: printable A4 guides to services, a sheet in Arabic and one in English, with a code."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from shubbak.cli.service_files import find_service, say, sound_catalogue
from shubbak.domain.calendar import local_date
from shubbak.forms.service import Service
from shubbak.ports.typesetter import TypesetError
from shubbak.resources import load_leaflet_form, load_wording, root

_PICTURE_DOTS_AN_INCH = 120
#: Enough for smooth letters; the file is a third as large as with all of them.
_COLOURS = 128


def add_verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb `leaflet`."""
    leaflet = verbs.add_parser("leaflet", help="make a printable A4 guide in both languages")
    which = leaflet.add_mutually_exclusive_group(required=True)
    which.add_argument("service", metavar="ID", nargs="?", default="")
    which.add_argument("--all", action="store_true", help="make the guides of all services, each in a file of its own")
    leaflet.add_argument("--from", dest="folder", metavar="DIR", type=Path, default=root() / "services")
    leaflet.add_argument(
        "--portal", metavar="URL", default="", help="how people reach the portal; without it the guide has no code"
    )
    leaflet.add_argument(
        "--into",
        metavar="FILE",
        type=Path,
        help="a .pdf, or a .png for each page; ID.pdf without it; with --all a folder, leaflets without it",
    )
    leaflet.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the guides and print their names; return 1 where there is nothing to write."""
    portal = str(arguments.portal).rstrip("/")
    if portal and not portal.startswith(("https://", "http://")):
        say("the portal's address begins with https://", error=True)
        return 1
    services = _asked(arguments)
    into: Path = arguments.into or Path("leaflets" if arguments.all else f"{arguments.service}.pdf")
    if not arguments.all and into.suffix not in (".pdf", ".png"):
        say("the guide can be a .pdf or a .png", error=True)
        return 1
    try:
        for service in services:
            _write(service, portal, into / f"{service.id}.pdf" if arguments.all else into)
    except (OSError, TypesetError) as error:
        say(str(error), error=True)
        return 1
    return 0 if services else 1


def _asked(arguments: argparse.Namespace) -> Sequence[Service]:
    if arguments.all:
        catalogue = sound_catalogue(arguments.folder)
        return tuple(catalogue.services.values()) if catalogue else ()
    service = find_service(arguments.folder, arguments.service)
    return (service,) if service else ()


def _write(service: Service, portal: str, into: Path) -> None:
    # The typesetter takes its time to be imported.
    from shubbak.adapters.paper.typst_engine import TypstEngine
    from shubbak.services.leaflet_sheet import leaflet_order

    link = f"{portal}/services/{service.id}" if portal else ""
    today = local_date(datetime.now(UTC), service.country)
    order = leaflet_order([(service, link)], load_leaflet_form(), load_wording(), today)
    pdf = TypstEngine(root() / "outputs", root() / "fonts").set_pages(order)
    into.parent.mkdir(parents=True, exist_ok=True)
    if into.suffix == ".pdf":
        into.write_bytes(pdf)
        say(str(into))
        return
    _write_pictures(pdf, into)


def _write_pictures(pdf: bytes, into: Path) -> None:
    from shubbak.adapters.paper.page_pictures import page_pictures

    for number, picture in enumerate(page_pictures(pdf, _PICTURE_DOTS_AN_INCH), 1):
        path = into.with_stem(f"{into.stem}-{number}")
        picture.quantize(_COLOURS).save(path, optimize=True)
        say(str(path))
