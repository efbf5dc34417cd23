"""What several contracts of the portal share: one PostgreSQL cluster, started when the first of them wants it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fakes.postgres_cluster import PostgresCluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[PostgresCluster]:
    started = PostgresCluster()
    yield started
    started.stop()
