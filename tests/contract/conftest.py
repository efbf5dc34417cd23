"""What several contracts share: a PostgreSQL cluster, a station's folder, and where card readers are looked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.postgres_cluster import PostgresCluster

from shubbak.adapters.system.station_home import StationHome


@pytest.fixture(scope="session")
def cluster() -> Iterator[PostgresCluster]:
    started = PostgresCluster()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def pcsc_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the tests' own PC/SC services listen, one after another: its library asks for the place only once."""
    address = tmp_path_factory.mktemp("pcsc") / "pcscd.comm"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PCSCLITE_CSOCK_NAME", str(address))
        yield address


@pytest.fixture
def home(tmp_path: Path) -> StationHome:
    """A station's folder, made and empty."""
    made = StationHome(tmp_path / "station")
    made.make()
    return made
