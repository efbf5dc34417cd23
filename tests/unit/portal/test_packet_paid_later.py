"""The portal compares the sum of a packet with the lines that are due in the visit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.portal_office import PortalOffice

from shubbak.wire.application import WireFee

NOW = WireFee("base", "رسم", "Fee", "fixed", 5000, "government", False, False, "", "")
LATER = WireFee("bond", "تأمين", "Deposit", "deposit", 20_000, "government", True, False, "", "", due_step="leave_bond")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    opened = PortalOffice(tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("total_minor", "status"), [(5000, 201), (25_000, 422)], ids=["what is due in the visit", "what is due later too"]
)
def test_only_what_is_due_in_the_visit_counts(office: PortalOffice, total_minor: int, status: int) -> None:
    station = office.enrolled()
    packet_id, body = station.packet(fees=[NOW, LATER], total_minor=total_minor)
    answer = office.client.put(f"/api/v1/stations/K07/packets/{packet_id}", content=body, auth=station.auth)
    assert answer.status_code == status
