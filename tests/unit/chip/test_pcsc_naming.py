"""Names of chip readers: each found again at any plug, and none taken for another."""

from __future__ import annotations

import pytest

from shubbak.adapters.chip.pcsc_finding import naming

CONTACT, AIR = "HID 5422 [Contact Reader] (A1) 00 00", "HID 5422 [CL Reader] (A1) 01 00"


@pytest.mark.parametrize(
    ("names", "addressed"),
    [
        (["ACS ACR122U 00 00"], ["ACS ACR122U"]),
        ([CONTACT, AIR], ["HID 5422 [Contact Reader] (A1)", "HID 5422 [CL Reader] (A1)"]),
        (["Twin 00 00", "Twin 01 00"], ["Twin 00 00", "Twin 01 00"]),
        (["ACS 00 00", "ACS Plus 01 00"], ["ACS 00 00", "ACS Plus"]),
        (["Identiv CL Reader 0"], ["Identiv CL Reader 0"]),  # as Windows writes it
    ],
)
def test_a_name_is_as_short_as_it_may_be(names: list[str], addressed: list[str]) -> None:
    assert naming(names) == addressed
