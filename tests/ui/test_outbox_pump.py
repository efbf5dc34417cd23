"""How often the outbox is looked at: without a pause while it goes well, seldom while nothing gets through."""

from __future__ import annotations

import pytest

from shubbak.qtkit.outbox_pump import LONGEST_REST, RESTING, rest_after
from shubbak.services.outbox import SendKind, SendResult


@pytest.mark.parametrize(
    ("result", "milliseconds"),
    [
        (SendResult(SendKind.ACKNOWLEDGED, "a1"), 0),
        (SendResult(SendKind.IDLE), RESTING),
        (SendResult(SendKind.REFUSED, "a1"), RESTING),
        (SendResult(SendKind.WAITING, reason="store-full"), RESTING),
        (SendResult(SendKind.WAITING, "a1", delay=3.5), 3_500),
        (SendResult(SendKind.WAITING, "a1", delay=240.0), LONGEST_REST),
    ],
)
def test_the_pause_follows_how_the_last_try_ended(result: SendResult, milliseconds: int) -> None:
    assert rest_after(result) == milliseconds
