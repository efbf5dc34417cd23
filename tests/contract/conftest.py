"""What several contracts share: one PostgreSQL cluster, and the one place where this process looks for card readers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.postgres_cluster import PostgresCluster


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
