"""Months have the names that a country writes, and a day is said with them."""

from __future__ import annotations

import pytest

from shubbak.domain.months import day_words, month_name, months_of
from shubbak.domain.text import LRI, PDI, Language

LEVANT = "كانون الثاني، شباط، آذار، نيسان، أيار، حزيران، تموز، آب، أيلول، تشرين الأول، تشرين الثاني، كانون الأول"
LATIN = "يناير، فبراير، مارس، أبريل، مايو، يونيو، يوليو، أغسطس، سبتمبر، أكتوبر، نوفمبر، ديسمبر"


@pytest.mark.parametrize(
    ("country", "names"),
    [("JO", LEVANT), ("jo", LEVANT), ("OM", LATIN), ("kw", LATIN), ("SA", LATIN), ("", LATIN)],
    ids=["jo", "jo-lower-case", "om", "kw", "sa", "unknown"],
)
def test_each_country_has_its_own_names(country: str, names: str) -> None:
    assert "، ".join(month.ar for month in months_of(country)) == names


@pytest.mark.parametrize("country", ["JO", "SA"])
def test_english_names_are_the_same_everywhere(country: str) -> None:
    assert [month_name(number, country).en for number in (1, 6, 12)] == ["January", "June", "December"]


def test_a_day_is_said_with_its_figures_isolated() -> None:
    assert day_words("2026-03-05", Language.AR, "JO") == f"{LRI}5{PDI} آذار {LRI}2026{PDI}"
    assert day_words("2026-03-05", Language.AR, "OM") == f"{LRI}5{PDI} مارس {LRI}2026{PDI}"
    assert day_words("2026-03-05", Language.EN, "JO") == f"{LRI}5{PDI} March {LRI}2026{PDI}"
    assert day_words("", Language.AR) == ""
