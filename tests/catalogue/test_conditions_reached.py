"""Every condition of every shipped service can be true and can be false: one that cannot is a mistake in its file."""

from __future__ import annotations

import pytest
from fakes.ordinary_answers import ordinary_answers
from reach import Search, watched
from shipped import IDS, service_of

TRIES = 3_000


@pytest.mark.parametrize("service_id", IDS)
def test_every_condition_is_seen_both_ways(service_id: str) -> None:
    service = service_of(service_id)
    with watched() as seen:
        never = Search(service, seen, ordinary_answers(service)).run(TRIES)
    assert never == []
