"""The shipped catalogue, read once for all tests that go through every service."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from fakes.clock import FakeClock
from fakes.ordinary_answers import day_of

from shubbak.forms.catalogue import Catalogue, load_catalogue
from shubbak.forms.pieces import is_piece_file
from shubbak.forms.service import Service
from shubbak.resources import root

FOLDER = root() / "services"
PATHS = {str(path.relative_to(FOLDER)): path for path in sorted(FOLDER.rglob("*.yaml"))}
#: A file lies where its id says, so that tests have their names before anything is read.
IDS = [f"{Path(name).parent.name}.{Path(name).stem.replace('_', '.', 1)}" for name in PATHS if not is_piece_file(name)]
COUNTRIES = ("jo", "om", "kw", "sa")


def file_of(service_id: str) -> str:
    """Return the path of a service's file inside the folder of services."""
    country, _, rest = service_id.partition(".")
    return f"{country}/{rest.replace('.', '_', 1)}.yaml"


@lru_cache(maxsize=1)
def texts() -> dict[str, str]:
    """Return every service file and piece file by path."""
    return {name: path.read_text(encoding="utf-8") for name, path in PATHS.items()}


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the catalogue of all shipped files."""
    return load_catalogue(texts(), 1)


def service_of(service_id: str) -> Service:
    """Return one shipped service."""
    return catalogue().services[service_id]


def clock_of(service: Service) -> FakeClock:
    """Return a clock that stands still at noon of the day on which a service is walked."""
    day = day_of(service)
    return FakeClock(datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC))
