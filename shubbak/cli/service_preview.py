"""`shubbak services preview ID`: the kiosk's own form on a service file, drawn anew whenever it is saved."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from shubbak.cli.service_files import file_of, read_folder, say
from shubbak.domain.text import Language
from shubbak.forms.load import load_service
from shubbak.forms.load_pages import COUNTRIES
from shubbak.forms.pieces import Pieces, is_piece_file
from shubbak.forms.service import Service
from shubbak.forms.source import Complaint, ServiceFileError
from shubbak.resources import root

if TYPE_CHECKING:
    from kiosk.preview import WatchedFile


def add_verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb `preview`."""
    preview = verbs.add_parser("preview", help="open the kiosk's form on a service, and again whenever it is saved")
    preview.add_argument("service", metavar="ID")
    preview.add_argument("--from", dest="folder", metavar="DIR", type=Path, default=root() / "services")
    preview.add_argument("--language", choices=[language.value for language in Language], default="ar")
    preview.add_argument("--pictures", metavar="DIR", type=Path, help="no window: draw every page in both languages")
    preview.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Open the window until it is closed, or write the pictures and print their names."""
    folder, service_id = Path(arguments.folder), str(arguments.service)
    path = file_of(read_folder(folder)[0], service_id)
    if not path or service_id[:2].upper() not in COUNTRIES:
        say(f'there is no service "{service_id}" in {folder}', error=True)
        return 1
    # Qt is only loaded by who draws, and looks at once whether there is a display.
    if arguments.pictures is not None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from kiosk.preview import draw_pages, run_preview

    file = watched_file(folder, Path(path), service_id[:2].upper())
    if arguments.pictures is None:
        return run_preview(file, Language(arguments.language))
    written, complaints = draw_pages(file, arguments.pictures)
    for complaint in complaints:
        say(str(complaint), error=True)
    for picture in written:
        say(str(picture))
    return 1 if complaints else 0


def watched_file(folder: Path, path: Path, country: str) -> WatchedFile:
    """Return a service's file as the preview reads it: with the pieces of its folder, which are watched too."""
    from kiosk.preview import WatchedFile

    def read() -> Service | tuple[Complaint, ...]:
        return _read(folder, path)

    def stamp() -> object:
        return tuple(_stamp(each) for each in (path, *sorted(folder.rglob("pieces/*.yaml"))))

    return WatchedFile(country, read, stamp)


def _read(folder: Path, path: Path) -> Service | tuple[Complaint, ...]:
    """Return the service of a file with the pieces as they are now, or what is wrong with it."""
    files, complaints = read_folder(folder)
    text = files.get(str(path))
    if text is None:
        return tuple(one for one in complaints if one.path == str(path)) or (Complaint(str(path), 1, "it is gone"),)
    try:
        return load_service(text, str(path), Pieces({name: one for name, one in files.items() if is_piece_file(name)}))
    except ServiceFileError as error:
        return error.complaints


def _stamp(path: Path) -> object:
    try:
        seen = path.stat()
    except OSError:  # an editor replaces the file, or it was deleted
        return None
    return (str(path), seen.st_mtime_ns, seen.st_size, seen.st_ino)
