"""Names in zones: the grammar of fillers, odd letters, and where only fillers can follow."""

import pytest

from shubbak.domain.mrz_names import odd_places, settled_from, well_formed
from shubbak.domain.transliteration import _NAMES as USUAL


@pytest.mark.parametrize(
    ("text", "well"),
    [
        ("ERIKSSON<<ANNA<MARIA<<<<", True),
        ("VAN<DER<MUELLEN<<ANNA", True),
        ("ARKFREITH<<<<<<", True),
        ("ERIKSSON<<ANNA<<MARIA<<<", False),
        ("<ERIKSSON<<ANNA<<<", False),
        ("ERIKSSON<<ANNA<<<<K<<", False),
    ],
)
def test_fillers_stand_singly_inside_names_and_doubled_once_between_them(text, well):
    assert well_formed(text) == well


def test_common_names_hold_nothing_odd():
    assert [name for name in USUAL.values() if odd_places(name + "<<ALI<<<")] == []


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("HADDAD<<MARYAMK<<<", ()),
        ("HADDAD<<MARYAM<K<<", (15,)),
        ("HADDAD<<MAQPAM<<<<", (10, 11)),
        ("HADDDAD<<MARYAM<<<", (2, 3, 4)),
        ("SCHTSCHMID<<ANNA<<", (0, 1, 2, 3, 4, 5, 6, 7)),
        ("HADDAD<<A<<B<<<<<<", tuple(range(12))),
    ],
)
def test_odd_letters_are_named(text, odd):
    assert odd_places(text) == odd


@pytest.mark.parametrize(
    ("text", "column"),
    [("HADDAD<<MARYAM<<<<", 16), ("HADDAD<<<<<<<<<<<<", 18), ("HADDAD<<MARYAM<ALI", 18), ("<<<<", 4)],
)
def test_behind_the_names_only_fillers_can_stand(text, column):
    assert settled_from(text) == column
