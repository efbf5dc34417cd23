"""`shubbak receipts FOLDER`: whether a station can use the receipts that a municipality wrote, and how they look."""

from __future__ import annotations

import argparse
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from shubbak import resources


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `receipts` to the command line."""
    parser = subparsers.add_parser(
        "receipts", help="check a municipality's own receipts, or begin with the shipped ones"
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="templates and logos, as in a station's receipts/")
    parser.add_argument("--begin", action="store_true", help="copy the shipped templates there; none is written over")
    parser.add_argument("--draw", type=Path, metavar="INTO", help="draw the papers of a service into this folder")
    parser.add_argument(
        "--service", default="kw.health.licence_renewal", metavar="ID", help="whose papers; %(default)s"
    )
    parser.add_argument("--dots", type=int, choices=(576, 512, 384), default=576, help="how wide the printer's head is")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print every complaint; return 0 where all can be used, 1 where not."""
    try:
        if arguments.begin:
            _begin(arguments.folder)
        checked = _check(arguments.folder)
        return _draw(arguments) if arguments.draw and not checked else checked
    except OSError as error:
        print(f"{arguments.folder}: {error.strerror}", file=sys.stderr)
        return 1


def _begin(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((resources.root() / "receipts").glob("*.yaml")):
        if not (folder / path.name).exists():
            shutil.copyfile(path, folder / path.name)


def _check(folder: Path) -> int:
    from shubbak.qtkit.offscreen import offscreen_application
    from shubbak.station.papers import read_papers

    if not folder.is_dir():
        print(f"{folder}: there is no such folder", file=sys.stderr)
        return 1
    offscreen_application()
    _, unusable = read_papers(folder)
    for bad in unusable:
        print(bad, file=sys.stderr)
    if not unusable:
        print(f"{len(list(folder.glob('*.yaml')))} templates can be used")
    return 1 if unusable else 0


def _draw(arguments: argparse.Namespace) -> int:
    from shubbak.cli.service_files import find_service
    from shubbak.qtkit.receipt_raster import QtReceiptRenderer, save_png
    from shubbak.station.papers import read_papers
    from shubbak.station.sample_papers import sample_papers

    service = find_service(resources.root() / "services", arguments.service)
    if service is None:
        return 1
    wording, _ = read_papers(arguments.folder)
    arguments.draw.mkdir(parents=True, exist_ok=True)
    for name, sheet in sample_papers(service, wording, datetime.now(UTC)).items():
        raster = QtReceiptRenderer().render(sheet, arguments.dots)
        save_png(raster, arguments.draw / f"{name}.png")
    print(arguments.draw)
    return 0
