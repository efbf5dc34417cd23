"""`shubbak services leaflet ID`: a printable A4 guide to a service, in Arabic and in English, with its code."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from shubbak.cli.service_files import find_service, say
from shubbak.domain.calendar import local_date
from shubbak.forms.service import Service
from shubbak.resources import load_wording, root


def add_verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb `leaflet`."""
    leaflet = verbs.add_parser("leaflet", help="make a printable A4 guide in both languages")
    leaflet.add_argument("service", metavar="ID")
    leaflet.add_argument("--from", dest="folder", metavar="DIR", type=Path, default=root() / "services")
    leaflet.add_argument(
        "--portal", metavar="URL", default="", help="how people reach the portal; without it the guide has no code"
    )
    leaflet.add_argument(
        "--into", metavar="FILE", type=Path, help="a .pdf, or a .png for each language; ID.pdf without it"
    )
    leaflet.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the guide and print its name; return 1 where there is nothing to write."""
    service = find_service(arguments.folder, arguments.service)
    if service is None:
        return 1
    portal = str(arguments.portal).rstrip("/")
    if portal and not portal.startswith(("https://", "http://")):
        say("the portal's address begins with https://", error=True)
        return 1
    into: Path = arguments.into or Path(f"{service.id}.pdf")
    if into.suffix not in (".pdf", ".png"):
        say("the guide can be a .pdf or a .png", error=True)
        return 1
    try:
        written = _write(service, f"{portal}/services/{service.id}" if portal else "", into)
    except OSError as error:
        say(str(error), error=True)
        return 1
    for path in written:
        say(str(path))
    return 0


def _write(service: Service, link: str, into: Path) -> list[Path]:
    # Qt is only loaded by who draws.
    from shubbak.qtkit.leaflet import leaflets, page_picture, write_pdf
    from shubbak.qtkit.offscreen import offscreen_application

    offscreen_application()
    sheets = leaflets(service, load_wording(), link, local_date(datetime.now(UTC), service.country))
    if into.suffix == ".pdf":
        write_pdf(into, f"{service.name.ar} · {service.name.en}", sheets)
        return [into]
    written = []
    for sheet, language in zip(sheets, ("ar", "en"), strict=True):
        for page in range(len(sheet.pages)):
            path = into.with_stem(f"{into.stem}-{language}{f'-{page + 1}' if page else ''}")
            if not page_picture(sheet, page, 1000).save(str(path)):
                raise OSError(f"{path} cannot be written")
            written.append(path)
    return written
