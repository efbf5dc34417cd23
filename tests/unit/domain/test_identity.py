"""What follows from a document's dates and issuer."""

from dataclasses import replace
from datetime import date

import pytest

from shubbak.domain.identity import IdentityDocument, age_of, foreign_to, impossible_dates, of_a_child

TODAY = date(2026, 3, 1)
CARD = IdentityDocument("TD1", "I", "KWT", "A1", "DOE", "JO", "IND", date(2008, 3, 1), "F", date(2030, 1, 1))


@pytest.mark.parametrize(
    ("born", "age", "child"),
    [
        (date(2008, 3, 1), 18, False),
        (date(2008, 3, 2), 17, True),
        (date(2008, 2, 29), 18, False),
        (date(2026, 3, 1), 0, True),
        (None, None, False),
    ],
)
def test_age_and_childhood_turn_on_the_birthday(born, age, child):
    document = replace(CARD, birth_date=born)
    assert (age_of(document, TODAY), of_a_child(document, TODAY)) == (age, child)


def test_a_child_of_the_29th_of_february_grows_older_on_the_1st_of_march():
    assert age_of(replace(CARD, birth_date=date(2008, 2, 29)), date(2026, 2, 28)) == 17


@pytest.mark.parametrize(
    ("issuer", "country", "foreign"),
    [("KWT", "KW", False), ("KWT", "kw", False), ("IND", "KW", True), ("", "KW", False), ("D", "jo", True)],
)
def test_a_document_is_foreign_by_its_issuer_and_not_by_its_holder(issuer, country, foreign):
    assert foreign_to(replace(CARD, issuer=issuer), country) == foreign


@pytest.mark.parametrize(
    ("born", "expiry", "impossible"),
    [
        (date(1990, 1, 1), date(2030, 1, 1), False),
        (date(2026, 3, 2), None, True),
        (date(2020, 1, 1), date(2019, 1, 1), True),
        (date(1990, 1, 1), date(2047, 1, 1), True),
        (None, None, False),
        (date(1990, 1, 1), date(2010, 1, 1), False),
    ],
)
def test_dates_that_contradict_each_other(born, expiry, impossible):
    assert impossible_dates(replace(CARD, birth_date=born, expiry=expiry), TODAY) == impossible
