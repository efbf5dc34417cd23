"""Files that are damaged, swollen or malicious end in one sentence, quickly, and touch nothing."""

from __future__ import annotations

import json
import socket
import sqlite3
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import pytest
import shapely
from fakes.land import MAPPING, municipal_file, square
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from shubbak.adapters.cadastre import feature_stream, source_file
from shubbak.adapters.cadastre.feature_stream import FeatureStream
from shubbak.adapters.cadastre.gpkg_cadastre import GpkgCadastre
from shubbak.adapters.cadastre.importing import import_cadastre
from shubbak.adapters.cadastre.mapping import mapping_of
from shubbak.adapters.cadastre.refused import CadastreRefusedError
from shubbak.ports.cadastre import CadastreError
from shubbak.resources import load_wording

SENTENCES = load_wording().keys()


@pytest.fixture(autouse=True)
def _gdal_remarks() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def refused(source: Path) -> str:
    target = source.parent / "home.gpkg"
    with pytest.raises(CadastreRefusedError) as error:
        import_cadastre(source, mapping_of(MAPPING), target)
    assert not target.exists() and not target.with_name("home.gpkg.new").exists()
    assert f"problem.{error.value.code}" in SENTENCES
    return error.value.code


def sound(folder: Path, suffix: str) -> Path:
    return municipal_file(folder / f"given.{suffix}", [square(0, 0), square(20, 0)], ["1", "2"])


@pytest.mark.parametrize("suffix", ["gpkg", "shp"])
@pytest.mark.parametrize("kept", [0, 60, 101, 5000])
def test_a_file_cut_short_is_refused(tmp_path: Path, suffix: str, kept: int) -> None:
    given = sound(tmp_path, suffix)
    body = given.read_bytes()
    given.write_bytes(body[: min(kept, len(body) - 40)])
    assert refused(given) in ("cadastre-file-unreadable", "cadastre-file-kind", "cadastre-many-wrong", "cadastre-empty")


def test_a_file_of_another_kind_never_reaches_the_library(tmp_path: Path) -> None:
    driver = b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>'
    for name in ("a.vrt", "a.geojson", "a.gpkg", "a.shp", "a.csv"):
        (tmp_path / name).write_bytes(driver)
        assert refused(tmp_path / name) == "cadastre-file-kind"
    sqlite3.connect(tmp_path / "b.gpkg").execute("CREATE TABLE a (b)").connection.close()
    assert refused(tmp_path / "b.gpkg") == "cadastre-file-kind"


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT kept.* FROM kept, n WHERE n.i < 0"
QUESTIONS = {
    "view": "CREATE VIEW {layer} AS {endless}",
    "view in capitals": "CREATE VIEW {capitals} AS {endless}",
    "old view": "CREATE VIEW st_geometry_columns AS {endless}",
    "search index": "CREATE VIEW v AS {endless}; CREATE VIRTUAL TABLE {layer} USING fts5(QITA, content='v')",
    "no index of places": "CREATE VIRTUAL TABLE rtree_{layer} USING fts5(a)",
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_without_an_end_is_not_asked(tmp_path: Path, question: str) -> None:
    given = sound(tmp_path, "gpkg")
    with sqlite3.connect(given) as connection:
        (layer,) = connection.execute("SELECT table_name FROM gpkg_contents").fetchone()
        connection.execute(f"ALTER TABLE {layer} RENAME TO kept")
        made = QUESTIONS[question].format(layer=layer, capitals=layer.upper(), endless=ENDLESS)
        connection.executescript(made)
        named = "st_geometry_columns" if question == "old view" else layer
        connection.execute("UPDATE gpkg_contents SET table_name = ?", (named,))
    connection.close()
    assert refused(given) == "cadastre-file-kind"


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_what_another_program_left_beside_a_file_does_not_count_for_one_reader_alone(
    tmp_path: Path, ending: str
) -> None:
    given = sound(tmp_path, "gpkg")
    given.with_name(given.name + ending).write_bytes(b"7")
    assert refused(given) == "cadastre-file-unreadable"


def bomb(folder: Path) -> Path:
    """Return a .zip of 60 kB that holds 60 MB of one byte."""
    path = folder / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("a.shp", "w") as member:
        for _ in range(60):
            member.write(bytes(1_000_000))
    return path


def liar(folder: Path) -> Path:
    """Return a .zip whose list says that a member of 5 MB has ten bytes."""
    path = folder / "liar.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.shp", bytes(5_000_000))
    body = path.read_bytes()
    path.write_bytes(body.replace((5_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    return path


def torn(folder: Path, way: int = zipfile.ZIP_DEFLATED) -> Path:
    """Return a .zip whose member's packed bytes are none."""
    path = folder / "torn.zip"
    with zipfile.ZipFile(path, "w", way) as packed:
        packed.writestr("a.shp", bytes(range(256)) * 100)
    body = bytearray(path.read_bytes())
    body[60:90] = b"\xff" * 30
    path.write_bytes(body)
    return path


def torn_lzma(folder: Path) -> Path:
    return torn(folder, zipfile.ZIP_LZMA)


def crowd(folder: Path) -> Path:
    path = folder / "crowd.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for number in range(300):
            packed.writestr(f"{number}.shp", b"")
    return path


def climber(folder: Path) -> Path:
    """Return a .zip that wants to write outside of where it is unpacked."""
    path = folder / "climber.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("../../climbed.shp", b"\0\0\x27\x0a")
    return path


@pytest.mark.parametrize(
    ("packed", "code"),
    [
        (bomb, "cadastre-file-large"),
        (liar, "cadastre-file-unreadable"),
        (crowd, "cadastre-file-large"),
        (climber, "cadastre-file-unreadable"),
        (torn, "cadastre-file-unreadable"),
        (torn_lzma, "cadastre-file-unreadable"),
    ],
)
def test_archives_are_unpacked_within_bounds(tmp_path: Path, packed: Callable[[Path], Path], code: str) -> None:
    (tmp_path / "in").mkdir()
    assert refused(packed(tmp_path / "in")) == code
    assert not list(tmp_path.rglob("climbed*"))


def test_what_comes_out_of_an_archive_is_counted_as_it_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = tmp_path / "a.zip"
    with zipfile.ZipFile(given, "w") as packed:
        packed.writestr("a.shp", bytes(3_000))
    monkeypatch.setattr(source_file, "LARGEST_FILE", 2_000)
    assert refused(given) == "cadastre-file-large"


def geojson(*polygons: Any) -> str:
    told = {"QARYA": "عين", "HAWD": 1, "USE": "RA"}
    features = [
        {"type": "Feature", "properties": told | {"QITA": str(number)}, "geometry": each}
        for number, each in enumerate(polygons, 1)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def polygon(*corners: tuple[float, float]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}


@pytest.mark.parametrize(
    "shape",
    [
        polygon((1e308, 1e308), (-1e308, 1), (1, 1)),
        polygon((35.9, float("nan")), (36, 32), (36, 31)),
        polygon((35.9, float("inf")), (36, 32), (36, 31)),
        polygon((35.9, 32), (35.9, 32), (35.9, 32)),
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[35.9]]]},
        {"type": "Point", "coordinates": [35.9, 32]},
        {"type": "GeometryCollection", "geometries": [{"type": "GeometryCollection", "geometries": []}]},
        None,
        {"type": "Circle", "coordinates": "round"},
        {"type": "Polygon", "coordinates": json.loads("[" * 900 + "]" * 900)},
        polygon((0.1, 0.1), (0.2, 0.1), (0.2, 0.2)),
    ],
)
def test_a_shape_that_is_none_is_not_taken(tmp_path: Path, shape: Any) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(geojson(shape), encoding="utf-8")
    assert refused(path) in (
        "cadastre-many-wrong",
        "cadastre-far",
        "cadastre-empty",
        "cadastre-file-unreadable",
        "cadastre-column",
    )


def test_a_form_that_crosses_itself_all_over_is_left_out_at_once(tmp_path: Path) -> None:
    corners = np.random.default_rng(1).random((300, 2)) / 100 + (35.9, 32.0)
    path = tmp_path / "a.geojson"
    path.write_text(geojson(polygon(*map(tuple, corners.tolist()))), encoding="utf-8")
    assert refused(path) == "cadastre-many-wrong"


def test_a_corner_that_is_no_number_and_a_system_without_a_place_are_refused(tmp_path: Path) -> None:
    stream = object.__new__(FeatureStream)
    stream._name, stream._steps = "streets", pyproj.Transformer.from_crs(28191, 28191, always_xy=True)
    with np.errstate(invalid="ignore"):
        street = shapely.LineString([(0, 0), (float("nan"), 5), (10, 10)])
    assert stream._sound(np.array([street], dtype=object))[1] == ["no-place"]
    with pytest.raises(CadastreRefusedError, match="cadastre-crs-unknown"):
        feature_stream._way(pyproj.CRS.from_user_input('LOCAL_CS["x",UNIT["metre",1]]'), pyproj.CRS.from_epsg(28191))


def test_a_link_in_a_file_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        link = {"href": f"http://127.0.0.1:{server.getsockname()[1]}/crs", "type": "ogcwkt"}
        told = json.loads(geojson(polygon((35.9, 32), (35.901, 32), (35.901, 32.001))))
        path.write_text(json.dumps(told | {"crs": {"type": "link", "properties": link}}), encoding="utf-8")
        assert import_cadastre(path, mapping_of(MAPPING), tmp_path / "home.gpkg").facts.parcels == 1
        with pytest.raises(BlockingIOError):
            server.accept()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(some.lists(some.tuples(some.integers(0, 10**6), some.binary(min_size=1, max_size=6)), min_size=1, max_size=4))
def test_a_geopackage_with_changed_bytes_is_read_or_refused(tmp_path: Path, cuts: list[tuple[int, bytes]]) -> None:
    path = tmp_path / "given.gpkg"
    if not path.exists():
        sound(tmp_path, "gpkg")
        (tmp_path / "kept").write_bytes(path.read_bytes())
    body = bytearray((tmp_path / "kept").read_bytes())
    for at, put in cuts:
        place = at % len(body)
        body[place : place + len(put)] = put
    path.write_bytes(body[: len((tmp_path / "kept").read_bytes())])
    try:
        report = import_cadastre(path, mapping_of(MAPPING), tmp_path / "home.gpkg")
    except CadastreRefusedError as error:
        assert f"problem.{error.code}" in SENTENCES
    else:
        assert report.facts.parcels <= 2


@pytest.mark.parametrize("body", [b"", b"SQLite format 3\0" + bytes(200), b"not a database at all" * 50])
def test_a_damaged_cadastre_is_one_error_of_the_port(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "c.gpkg").write_bytes(body)
    with pytest.raises(CadastreError) as error:
        GpkgCadastre(tmp_path / "c.gpkg").facts()
    assert error.value.code == "cadastre-damaged"


def test_no_cadastre_is_its_own_error(tmp_path: Path) -> None:
    with pytest.raises(CadastreError) as error:
        GpkgCadastre(tmp_path / "c.gpkg").facts()
    assert error.value.code == "cadastre-missing"
