"""What the verbs of `shubbak services` share: reading a folder of service files, and printing Arabic anywhere."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from shubbak.forms.catalogue import Catalogue, load_catalogue
from shubbak.forms.load import load_service
from shubbak.forms.pieces import Pieces, is_piece_file
from shubbak.forms.service import Service
from shubbak.forms.source import MOST_BYTES, Complaint, ServiceFileError


def read_folder(folder: Path) -> tuple[dict[str, str], list[Complaint]]:
    """Return text by path, and a complaint for each file that cannot be read; no more is read than may be used."""
    files: dict[str, str] = {}
    complaints: list[Complaint] = []
    for path in sorted(folder.rglob("*.yaml")):
        try:
            with path.open("rb") as file:
                files[str(path)] = file.read(MOST_BYTES + 1).decode("utf-8")
        except UnicodeDecodeError:
            complaints.append(Complaint(str(path), 1, "the file is not UTF-8 text, or it is far too long"))
        except OSError as error:
            complaints.append(Complaint(str(path), 1, f"the file cannot be read: {error.strerror}"))
    return files, complaints


def sound_catalogue(folder: Path) -> Catalogue | None:
    """Return the folder's catalogue, or None after saying everything that is to be mended first."""
    files, complaints = read_folder(folder)
    try:
        catalogue = load_catalogue(files, 1)
    except ServiceFileError as error:
        complaints += error.complaints
    for complaint in sorted(complaints):
        say(str(complaint), error=True)
    return None if complaints else catalogue


def file_of(files: Mapping[str, str], service_id: str) -> str:
    """Return the path of the file that describes a service, or "" where none does; the file may be broken."""
    own = re.compile(rf"^id: *[\"']?{re.escape(service_id)}[\"']? *(#.*)?$", re.MULTILINE)
    return next((path for path, text in files.items() if not is_piece_file(path) and own.search(text)), "")


def find_service(folder: Path, service_id: str) -> Service | None:
    """Return one service, whatever is wrong with the others, or None after saying why not."""
    files, _ = read_folder(folder)
    pieces = Pieces({path: text for path, text in files.items() if is_piece_file(path)})
    path = file_of(files, service_id)
    if not path:
        say(f'there is no service "{service_id}" in {folder}', error=True)
        return None
    try:
        return load_service(files[path], path, pieces)
    except ServiceFileError as error:
        for complaint in error.complaints:
            say(str(complaint), error=True)
        return None


def say(line: str, *, error: bool = False) -> None:
    """Print a line; a terminal that cannot show Arabic shows question marks instead of failing."""
    stream = sys.stderr if error else sys.stdout
    encoding = stream.encoding or "utf-8"
    print(line.encode(encoding, errors="replace").decode(encoding), file=stream)
