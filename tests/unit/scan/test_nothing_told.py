"""What carries a person's card through the station tells nobody whose it is: not in a log, a trace or a debugger."""

from __future__ import annotations

from datetime import date

import pytest
from fakes.passport_content import zone

from shubbak.adapters.devices.escl_link import Answer
from shubbak.adapters.devices.sane_program import Ending
from shubbak.adapters.scan.camera_messages import Seen, Still
from shubbak.adapters.scan.image_messages import Errand
from shubbak.domain.mrz import parse_zone
from shubbak.domain.mrz_zone import columns
from shubbak.flow.events import IdentityRead
from shubbak.ports.reader import Reading

LINES = zone()
PARSED = parse_zone(LINES, date(2026, 3, 1))
READING = Reading(LINES, PARSED.document, (), 1.0, likely=PARSED.document)
BODY = "\n".join(LINES).encode()
CARRIERS = (
    PARSED,
    columns(LINES),
    READING,
    IdentityRead(READING, BODY),
    Errand("read", untrusted_body=BODY),
    Seen(1, 1, BODY),
    Still(BODY),
    Ending(BODY, ""),
    Answer(200, BODY, "", 1.0),
)


@pytest.mark.parametrize("carrier", CARRIERS, ids=lambda carrier: type(carrier).__name__)
def test_nothing_of_a_card_stands_in_the_words_about_it(carrier):
    words = f"{carrier!r} {carrier}"
    assert not [
        said for said in ("X0123456", "NOURA", "ALNAMUTHAJ", "1990", "900315", "2031", "310114") if said in words
    ]
