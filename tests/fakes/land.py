"""A few parcels with names and edges that tests know, as files of a municipality and as a station's cadastre."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely

from shubbak.adapters.cadastre.cadastre_file import new_file
from shubbak.adapters.cadastre.gpkg_cadastre import GpkgCadastre
from shubbak.adapters.cadastre.sample_town import APPROVALS, RULES
from shubbak.adapters.cadastre.schema import parcel_row
from shubbak.domain.parcel_key import ParcelKey, make_key
from shubbak.domain.text import Text
from shubbak.ports.cadastre import CadastreFacts

#: A corner near Amman in the Palestine Grid (EPSG:28191).
EAST, NORTH = 238000.0, 152000.0
FACTS = CadastreFacts(
    Text("بلدية الاختبار", "Test Municipality"),
    "JO",
    28191,
    "Palestine 1923 / Palestine Grid",
    "test",
    date(2026, 1, 1),
    date(2026, 1, 2),
    1,
    False,
    0,
)
MAPPING: dict[str, Any] = {
    "country": "JO",
    "municipality": {"ar": "بلدية الاختبار", "en": "Test Municipality"},
    "crs": 28191,
    "source": "test",
    "data_at": date(2026, 1, 1),
    "approved_at": date(2026, 1, 2),
    "layers": {
        "parcels": {
            "columns": {"village": "QARYA", "basin_no": "HAWD", "parcel": "QITA", "zone": "USE"},
            "constants": {"directorate": "الاختبار"},
        }
    },
    "zones": [
        {"code": "RA", "name": {"ar": "سكن أ", "en": "Residential A"}, "kind": "residential", "front_m": 5, "side_m": 4}
    ],
    "approvals": [{"plan_number": "*", "decision": "7", "authority": {"ar": "المجلس", "en": "Council"}}],
}


def square(east: float, north: float, wide: float = 20, high: float = 30) -> Any:
    return shapely.box(EAST + east, NORTH + north, EAST + east + wide, NORTH + north + high)


def key_of(number: str, basin: str = "1", **more: str) -> ParcelKey:
    made = make_key("JO", {"directorate": "الاختبار", "village": "عين", "basin_no": basin, "parcel": number, **more})
    assert isinstance(made, ParcelKey)
    return made


def cadastre_of(folder: Path, parcels: dict[str, Any], zone: str = "RA", streets: tuple[Any, ...] = ()) -> GpkgCadastre:
    """Write parcels by their numbers, and open them."""
    path = folder / "cadastre.gpkg"
    with new_file(path, FACTS) as file:
        plan = APPROVALS[0].plan_number
        rows = [parcel_row(key_of(number), zone, plan, shape.area) for number, shape in parcels.items()]
        file.add("parcels", np.array(list(parcels.values()), dtype=object), rows)
        if streets:
            named = [("شارع التجربة", "Trial Street", 12.0)] * len(streets)
            file.add("streets", np.array(streets, dtype=object), named)
        file.close(RULES, APPROVALS)
    return GpkgCadastre(path)


def municipal_file(
    path: Path, shapes: list[Any], numbers: list[str], crs: str | None = "EPSG:28191", **columns: list[Any]
) -> Path:
    """Write a file as a municipality hands it in, its kind by its suffix."""
    held = {"QARYA": ["عين"] * len(shapes), "HAWD": [1.0] * len(shapes), "QITA": numbers, "USE": ["RA"] * len(shapes)}
    held |= columns
    fields = [np.array(each, dtype=object if isinstance(each[0], str) else float) for each in held.values()]
    wkb = shapely.to_wkb(np.array(shapes, dtype=object))
    kind = "Polygon" if path.suffix == ".shp" else "Unknown"
    pyogrio.raw.write(path, wkb, fields, list(held), crs=crs, geometry_type=kind)
    return path
