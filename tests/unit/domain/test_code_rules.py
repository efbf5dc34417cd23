"""The rules of scanned codes are data: what they may say, and what is refused of them."""

from __future__ import annotations

import pytest

from shubbak.domain.code_rule import host_of, read_code_rules
from shubbak.resources import load_code_rules

NAME = {"ar": "رمز", "en": "code"}


def test_the_shipped_rules_are_sound_and_say_which_codes_were_seen() -> None:
    assert {rule.sort for rule in load_code_rules()} == {"identity", "plan", "parcel"}


@pytest.mark.parametrize(
    "row",
    [
        "identity",
        {"sort": "money", "name": NAME, "hosts": ["a.example"]},
        {"sort": "plan", "name": NAME},
        {"sort": "plan", "name": "code", "shape": "x"},
        {"sort": "plan", "name": NAME, "hosts": "a.example"},
        {"sort": "plan", "name": NAME, "shape": "(", "hosts": []},
        {"sort": "plan", "name": NAME, "shape": "x", "script": "rm"},
    ],
)
def test_a_rule_that_says_something_else_is_refused(row: object) -> None:
    with pytest.raises(ValueError):
        read_code_rules([row])
    with pytest.raises(ValueError):
        read_code_rules(row)


@pytest.mark.parametrize(
    "text", ["", "ftp://a.example/", "https://", "//a.example", "https://a b/", "https://ä.example/"]
)
def test_what_is_no_plain_web_address_has_no_host(text: str) -> None:
    assert host_of(text) == ""
