"""The shipped table of retention is whole, and a broken one is not read."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import yaml

from shubbak.domain.retention import Kept, Until, read_retention
from shubbak.resources import load_retention, root

TREE = yaml.safe_load((root() / "retention.yaml").read_text(encoding="utf-8"))
COUNTRIES = ("jo", "kw", "om", "sa")


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_says_how_long_and_why_in_both_languages(country: str) -> None:
    for rule in load_retention()[country].values():
        assert rule.law.ar
        assert rule.law.en
        assert rule.why.ar
        assert rule.why.en


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_sealed_packet_never_goes_by_its_age(country: str) -> None:
    rule = load_retention()[country][Kept.SEALED_BODY]
    assert (rule.days, rule.until) == (None, Until.PORTAL_VOUCHES)


def broken(change: Any) -> object:
    tree = copy.deepcopy(TREE)
    change(tree["countries"]["kw"])
    return tree


@pytest.mark.parametrize(
    "change",
    [
        lambda kw: kw.pop("packet"),
        lambda kw: kw.update(unheard_of=kw["packet"]),
        lambda kw: kw["packet"].pop("days"),
        lambda kw: kw["packet"].update(days=0),
        lambda kw: kw["packet"].update(days=-1),
        lambda kw: kw["packet"].update(days="90"),
        lambda kw: kw["packet"].update(days=True),
        lambda kw: kw["packet"].update(until="doomsday", days=None),
        lambda kw: kw["packet"].update(until="visit-ends"),
        lambda kw: kw["packet"].update(standing="guessed"),
        lambda kw: kw["licence"].update(until="visit-ends", days=None),
        lambda kw: kw["packet"].pop("law"),
        lambda kw: kw["packet"].update(why={"en": "because"}),
    ],
)
def test_a_broken_table_is_not_read(change: Any) -> None:
    with pytest.raises(ValueError):
        read_retention(broken(change))


@pytest.mark.parametrize("tree", [None, [], {}, {"countries": []}, {"countries": {"kw": None}}])
def test_what_is_no_table_is_not_read(tree: object) -> None:
    with pytest.raises(ValueError, match="retention"):
        read_retention(tree)
