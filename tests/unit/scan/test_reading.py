"""From a candidate to a reading: what is believed, what a person may settle, and what is looked at again."""

from __future__ import annotations

from datetime import date

import pytest

from shubbak.adapters.scan.alignment import ZoneLines
from shubbak.adapters.scan.reading import reading_of
from shubbak.adapters.scan.zone_reading import ZoneCandidate
from shubbak.domain.mrz_gate import Doubt
from shubbak.ports.reader import LONGER, Reading

CARD = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")


def read(*doubts: Doubt, certainty: float = 0.8) -> Reading:
    zone = ZoneLines("TD1", CARD, ((certainty,) * 30,) * 3, ((False,) * 30,) * 3)
    return reading_of(ZoneCandidate(zone, doubts, -0.01, None, True), (600, 900), date(2026, 3, 1))


def test_a_sure_zone_is_its_document_and_nothing_is_merely_likely() -> None:
    sure = read()
    assert (sure.document is not None, sure.likely, sure.problems) == (True, None, ())


def test_a_doubted_letter_of_the_name_leaves_a_likely_document_and_the_problem_of_before() -> None:
    doubted = read(Doubt(2, 3, "unsure"))
    assert doubted.document is None
    assert doubted.likely == read().document
    assert [(one.code, one.params) for one in doubted.problems] == [("mrz-line-unclear", {"line": "3"})]


@pytest.mark.parametrize("doubt", [Doubt(2, 3, "covered"), Doubt(2, 29, LONGER), Doubt(0, 6, "unsure")])
def test_other_doubts_leave_none(doubt: Doubt) -> None:
    assert read(doubt).likely is None


def test_a_guess_is_not_likely() -> None:
    assert read(Doubt(2, 3, "unsure"), certainty=0.2).likely is None
