"""A municipality's file as it is handed in: told by its first bytes, unpacked within bounds, shown to GDAL by our name.

GDAL reads many kinds of file and chooses by content and by name; some kinds make it open other files or call other
machines. So it only ever sees the three kinds that were told apart here, under names that we gave.
"""

from __future__ import annotations

import lzma
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from shubbak.adapters.cadastre.refused import CadastreRefusedError

#: A country's land register as a GeoPackage takes about 1 GB a million parcels.
LARGEST_FILE = 8_000_000_000
#: GeoJSON is read as a whole before its first parcel comes.
LARGEST_GEOJSON = 1_000_000_000
_MOST_MEMBERS = 200
#: What zipfile raises for an archive that is damaged or packed in a way that nobody knows.
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, NotImplementedError, EOFError, ValueError)
#: Tables, views and indexes of a GeoPackage; one of fifty layers has some 300.
_MOST_THINGS = 10_000
#: What the first GeoPackages carried for programs of before.
_OLD_VIEWS = ("geometry_columns", "spatial_ref_sys", "st_geometry_columns", "st_spatial_ref_sys")
_SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_ZIP_KINDS = (*_SHAPEFILE, ".gpkg", ".geojson", ".json")


@contextmanager
def opened_source(path: Path) -> Iterator[Path]:
    """Give a folder with the files of a source: the file itself, a folder's files, or what a .zip holds. What was
    unpacked is gone afterwards. Raises CadastreRefusedError.
    """
    with tempfile.TemporaryDirectory(prefix="shubbak-cadastre-") as made:
        folder = Path(made)
        try:
            if zipfile.is_zipfile(path):
                _unpack(path, folder)
            elif path.is_dir():
                _link(sorted(path.iterdir()), folder)
            else:
                _link(_parts(path), folder)
        except (*_BROKEN, OSError) as error:
            raise CadastreRefusedError("cadastre-file-unreadable", file=path.name) from error
        yield folder


def pick(folder: Path, name: str, given: str) -> Path:
    """Return the file called `name`, or the only one there is; raises CadastreRefusedError."""
    files = [each for each in sorted(folder.iterdir()) if each.suffix in (".shp", ".gpkg", ".geojson", ".json")]
    found = [each for each in files if each.name.lower() == name.lower()] if name else files
    if len(found) != 1:
        raise CadastreRefusedError("cadastre-file-unreadable", file=name or given)
    check_kind(found[0])
    return found[0]


def check_kind(path: Path) -> None:
    """See that a file is of the kind that its name says; raises CadastreRefusedError."""
    with path.open("rb") as file:
        head = file.read(256)
    size = path.stat().st_size
    if path.suffix == ".gpkg":
        if _unsettled(path):
            raise CadastreRefusedError("cadastre-file-unreadable", file=path.name)
        good = head[:16] == b"SQLite format 3\0" and head[68:72] in (b"GPKG", b"GP10", b"GP11") and _plain_tables(path)
    elif path.suffix == ".shp":
        good = head[:4] == b"\0\0\x27\x0a"
    else:
        good = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"
    if not good:
        raise CadastreRefusedError("cadastre-file-kind", file=path.name)
    if size > (LARGEST_GEOJSON if path.suffix in (".geojson", ".json") else LARGEST_FILE):
        raise CadastreRefusedError("cadastre-file-large", file=path.name)


def _plain_tables(path: Path) -> bool:
    """Tell whether nothing in it but tables can be read as a layer. A view is a question that the file asks, and one
    without an end would be asked for ever; a virtual table may ask one in its turn.

    Only the list of what there is is read, which asks nothing. Names are compared as SQLite does, capitals or not.
    """
    listed = f"SELECT type, lower(name), sql, rootpage FROM sqlite_master LIMIT {_MOST_THINGS + 1}"  # noqa: S608
    old = ", ".join(f"'{name}'" for name in _OLD_VIEWS)
    layers = f"SELECT count(*) FROM gpkg_contents WHERE lower(table_name) IN ({old})"  # noqa: S608 - our own names
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            things = connection.execute(listed).fetchall()
            if len(things) > _MOST_THINGS or not all(_asks_nothing(*thing) for thing in things):
                return False
            has_contents = any(thing[:2] == ("table", "gpkg_contents") for thing in things)
            return has_contents and connection.execute(layers).fetchone() == (0,)
    except sqlite3.Error as error:
        raise CadastreRefusedError("cadastre-file-unreadable", file=path.name) from error


def _asks_nothing(kind: str, name: str, sql: str | None, rootpage: int | None) -> bool:
    """Whether this is no view but those of the first GeoPackages, and no virtual table but an index of places."""
    if kind == "view":
        return name in _OLD_VIEWS
    if kind != "table" or rootpage:
        return True
    made = " ".join((sql or "").lower().split())
    return name.startswith("rtree_") and made.startswith(
        (f'create virtual table "{name}" using rtree(', f"create virtual table {name} using rtree(")
    )


def _unsettled(path: Path) -> bool:
    """Whether another program has not written all of a GeoPackage into it. What lies beside it would count for GDAL and
    not for the look at its tables.
    """
    real = path.resolve()
    beside = (real.with_name(real.name + ending) for ending in ("-wal", "-journal"))
    return any(each.exists() and each.stat().st_size for each in beside)


def _parts(path: Path) -> list[Path]:
    """Return a file with those that belong to it: a Shapefile is several, in capitals or not."""
    if path.suffix.lower() != ".shp":
        return [path]
    beside = (each for each in path.parent.iterdir() if each.stem == path.stem and each.suffix.lower() in _SHAPEFILE)
    return [path, *(each for each in sorted(beside) if each.name != path.name)]


def _link(paths: list[Path], folder: Path) -> None:
    for path in paths:
        if path.is_file() and path.suffix.lower() in _ZIP_KINDS:
            (folder / _plain_name(path.name)).symlink_to(path.resolve())
    if not any(folder.iterdir()):
        if not paths or not paths[0].is_file():
            raise FileNotFoundError(str(folder))
        raise CadastreRefusedError("cadastre-file-kind", file=paths[0].name)


def _unpack(path: Path, folder: Path) -> None:
    """Unpack the map files of a .zip, flat, counting what really comes out: a bomb lies about its sizes."""
    left = LARGEST_FILE
    with zipfile.ZipFile(path) as packed:
        members = [each for each in packed.infolist() if not each.is_dir()]
        if len(members) > _MOST_MEMBERS:
            raise CadastreRefusedError("cadastre-file-large", file=path.name)
        # What is written in the list is refused before a byte is unpacked; the count below holds for what is not.
        if sum(each.file_size for each in members) > min(left, 100 * path.stat().st_size + 10_000_000):
            raise CadastreRefusedError("cadastre-file-large", file=path.name)
        for member in members:
            name = Path(member.filename).name
            if Path(name).suffix.lower() not in _ZIP_KINDS:
                continue
            with packed.open(member) as source, (folder / _plain_name(name)).open("xb") as target:
                left -= _copy(source, target, left, path.name)


def _copy(source: object, target: object, most: int, name: str) -> int:
    written = 0
    while piece := source.read(1 << 20):  # type: ignore[attr-defined]
        written += len(piece)
        if written > most:
            raise CadastreRefusedError("cadastre-file-large", file=name)
        target.write(piece)  # type: ignore[attr-defined]
    return written


def _plain_name(name: str) -> str:
    """Return a name that means nothing to GDAL: lower-case suffix, no marks that its file systems know."""
    stem = "".join(sign if sign.isalnum() or sign in "-_ " else "_" for sign in Path(name).stem)
    return f"{stem[:100]}{Path(name).suffix.lower()}"
