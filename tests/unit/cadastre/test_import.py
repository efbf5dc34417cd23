"""A municipality's file becomes the station's cadastre as a whole, or nothing changes."""

from __future__ import annotations

import copy
import warnings
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyproj
import pytest
import shapely
from fakes.land import EAST, MAPPING, NORTH, key_of, municipal_file, square

from shubbak.adapters.cadastre.gpkg_cadastre import GpkgCadastre
from shubbak.adapters.cadastre.importing import import_cadastre
from shubbak.adapters.cadastre.mapping import mapping_of
from shubbak.adapters.cadastre.refused import CadastreRefusedError
from shubbak.adapters.cadastre.sample_town import make_sample_town

THREE = [square(0, 0), square(20, 0), square(40, 0)]


@pytest.fixture(autouse=True)
def _gdal_remarks() -> Any:
    """pyogrio speaks of missing systems and types while it writes the tests' own files."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def mapping(**changes: Any) -> Any:
    told = copy.deepcopy(MAPPING)
    told["layers"]["parcels"] |= changes.pop("parcels", {})
    return mapping_of(told | changes)


def ground(*corners: tuple[float, float]) -> Any:
    return shapely.Polygon([(EAST + east, NORTH + north) for east, north in corners])


def refusal(source: Path, target: Path, **changes: Any) -> CadastreRefusedError:
    with pytest.raises(CadastreRefusedError) as refused:
        import_cadastre(source, mapping(**changes), target)
    return refused.value


@pytest.mark.parametrize("suffix", ["gpkg", "shp", "zip"])
def test_each_kind_of_file_is_taken(tmp_path: Path, suffix: str) -> None:
    given = municipal_file(tmp_path / f"parcels.{'gpkg' if suffix == 'gpkg' else 'shp'}", THREE, ["1", "2", "٣"])
    if suffix == "zip":
        with zipfile.ZipFile(tmp_path / "given.zip", "w") as packed:
            for part in ("shp", "shx", "dbf", "prj", "cpg"):
                packed.write(given.with_suffix(f".{part}"), f"folder/PARCELS.{part}")
        given = tmp_path / "given.zip"
    report = import_cadastre(given, mapping(), tmp_path / "cadastre.gpkg")
    assert (report.facts.parcels, report.facts.version, report.counted) == (3, 1, Counter())
    (found,) = GpkgCadastre(tmp_path / "cadastre.gpkg").find(key_of("3"))
    assert found.area_m2 == pytest.approx(600) and found.zone is not None and found.zone.front_m == 5
    assert found.approval is not None and (found.approval.plan_number, found.approval.decision) == ("", "7")


def test_degrees_become_metres_where_they_were(tmp_path: Path) -> None:
    steps = pyproj.Transformer.from_crs(28191, 4326, always_xy=True)
    degrees = [shapely.transform(each, lambda at: np.column_stack(steps.transform(*at.T))) for each in THREE]
    given = tmp_path / "parcels.geojson"
    municipal_file(given, degrees, ["1", "2", "3"], "EPSG:4326")
    # GDAL writes seven places of degrees, which is a centimetre.
    import_cadastre(given, mapping(), tmp_path / "cadastre.gpkg")
    (found,) = GpkgCadastre(tmp_path / "cadastre.gpkg").find(key_of("2"))
    assert (found.box.west, found.box.north) == pytest.approx((EAST + 20, NORTH + 30), abs=0.02)


def test_the_file_is_a_geopackage_that_others_open(tmp_path: Path) -> None:
    make_sample_town(tmp_path / "town.gpkg", "SA", 2, 2)
    told = pyogrio.read_info(tmp_path / "town.gpkg", layer="parcels")
    assert (told["crs"], told["features"], told["geometry_type"]) == ("EPSG:9359", 43, "MultiPolygon")
    assert pyogrio.read_bounds(tmp_path / "town.gpkg", layer="streets")[1].shape[1] == 6


def test_a_new_import_replaces_the_old_one_at_once_and_counts_on(tmp_path: Path) -> None:
    target = tmp_path / "cadastre.gpkg"
    import_cadastre(municipal_file(tmp_path / "a.gpkg", THREE, ["1", "2", "3"]), mapping(), target)
    cadastre = GpkgCadastre(target)
    assert cadastre.facts().parcels == 3
    report = import_cadastre(municipal_file(tmp_path / "b.gpkg", THREE[:1], ["9"]), mapping(), target)
    assert (report.facts.version, cadastre.facts().version, cadastre.facts().parcels) == (2, 2, 1)
    assert cadastre.find(key_of("1")) == () and len(cadastre.find(key_of("9"))) == 1


def test_what_is_refused_leaves_the_old_one_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "home" / "cadastre.gpkg"
    target.parent.mkdir()
    import_cadastre(municipal_file(tmp_path / "a.gpkg", THREE, ["1", "2", "3"]), mapping(), target)
    before = target.read_bytes()
    refused = refusal(municipal_file(tmp_path / "b.gpkg", THREE, ["7", "٧", "007"]), target)
    assert refused.code == "cadastre-duplicate" and "عين / 1 / 7 (3)" in refused.params["keys"]
    assert target.read_bytes() == before and [each.name for each in target.parent.iterdir()] == ["cadastre.gpkg"]


def test_what_an_import_left_when_it_was_killed_is_no_hindrance(tmp_path: Path) -> None:
    target = tmp_path / "cadastre.gpkg"
    target.with_name("cadastre.gpkg.new").write_bytes(b"half a cadastre")
    import_cadastre(municipal_file(tmp_path / "a.gpkg", THREE, ["1", "2", "3"]), mapping(), target)
    assert GpkgCadastre(target).facts().parcels == 3
    assert refusal(tmp_path / "a.gpkg", tmp_path / "nowhere" / "cadastre.gpkg").code == "cadastre-not-written"


def test_a_crossing_boundary_is_mended_or_listed(tmp_path: Path) -> None:
    spike = ground((0, 0), (20, 0), (20, 30), (0, 30), (0, -5))
    bow = ground((0, 0), (9, 9), (9, 0), (0, 9))
    many = [square(20 * place, 100) for place in range(198)]
    given = municipal_file(tmp_path / "a.gpkg", [spike, bow, *many], [str(place) for place in range(200)])
    report = import_cadastre(given, mapping(), tmp_path / "cadastre.gpkg")
    assert report.facts.parcels == 199
    assert report.left_out == [("parcels", 2, "1", "crosses-itself")] and report.mended == [("parcels", 1, "0")]


def test_land_far_from_the_country_is_refused_with_the_likely_cause(tmp_path: Path) -> None:
    given = municipal_file(tmp_path / "a.gpkg", THREE, ["1", "2", "3"], "EPSG:32636")
    refused = refusal(given, tmp_path / "cadastre.gpkg")
    assert (refused.code, refused.params["count"]) == ("cadastre-far", "\u20683\u2069")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"parcels": {"layer": "no"}}, "cadastre-layer"),
        ({"parcels": {"columns": {"parcel": "NO"}}}, "cadastre-column"),
        ({"crs": 4326}, "cadastre-crs-unknown"),
        ({"crs": 999999}, "cadastre-crs-unknown"),
        ({"parcels": {"columns": {"parcel": "HAWD"}}}, "cadastre-duplicate"),
        ({"parcels": {"file": "other.gpkg"}}, "cadastre-file-unreadable"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(tmp_path: Path, changes: dict[str, Any], code: str) -> None:
    given = municipal_file(tmp_path / "a.gpkg", THREE, ["1", "2", "3"])
    assert refusal(given, tmp_path / "cadastre.gpkg", **changes).code == code


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"country": "FR"}, "country"),
        ({"layers": {}}, "layers.parcels"),
        ({"parcels": {"file": "../../etc/passwd"}}, "layers.parcels.file"),
        ({"parcels": {"columns": {"parcel": "A", "colour": "B"}}}, "layers.parcels.columns.colour"),
        ({"parcels": {"columns": {"village": "A"}}}, "layers.parcels.columns.parcel"),
        ({"zones": [{**MAPPING["zones"][0], "front_m": float("nan")}]}, "front_m"),
        ({"data_at": "soon"}, "data_at"),
        ({"municipality": "one"}, "municipality"),
    ],
)
def test_a_wrong_mapping_names_its_place(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(CadastreRefusedError) as refused:
        mapping(**changes)
    assert refused.value.code == "cadastre-mapping" and where in refused.value.params["where"]


def test_a_shapefile_without_a_code_page_is_read_as_windows_arabic(tmp_path: Path) -> None:
    given = municipal_file(tmp_path / "a.shp", THREE, ["1", "2", "3"])
    table = given.with_suffix(".dbf")
    table.write_bytes(table.read_bytes().replace("عين".encode(), "عين".encode("cp1256").ljust(6)))
    given.with_suffix(".cpg").unlink()
    import_cadastre(given, mapping(), tmp_path / "cadastre.gpkg")
    assert len(GpkgCadastre(tmp_path / "cadastre.gpkg").find(key_of("1"))) == 1


def test_a_file_without_a_system_is_asked_for_it(tmp_path: Path) -> None:
    given = municipal_file(tmp_path / "a.shp", THREE, ["1", "2", "3"], None)
    assert refusal(given, tmp_path / "cadastre.gpkg").code == "cadastre-crs-missing"
    report = import_cadastre(given, mapping(parcels={"crs": 28191}), tmp_path / "cadastre.gpkg")
    assert report.facts.parcels == 3
