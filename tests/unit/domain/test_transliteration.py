"""A Latin spelling is offered in letters of travel documents only."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.domain.transliteration import transliterate


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("محمد", "MOHAMMED"),
        ("مُحَمَّد", "MOHAMMED"),
        ("عبد الله", "ABDULLAH"),
        ("عبدالرحمن", "ABDULRAHMAN"),
        ("عبد العزيز", "ABDULAZIZ"),
        ("أبو بكر", "ABU BAKR"),
        ("فاطمة بنت حمد آل ثاني", "FATIMA BINT HAMAD AL THANI"),
        ("القحطاني", "AL-QAHTANI"),
        ("الحارثي", "AL-HARTHI"),
        ("علياء", "ALYA"),
        ("", ""),
        ("123", ""),
    ],
)
def test_names_are_spelt_as_usual(arabic: str, latin: str) -> None:
    assert transliterate(arabic) == latin


@given(st.text(st.characters(min_codepoint=0x600, max_codepoint=0x6FF) | st.sampled_from(" -'aZ"), max_size=40))
def test_only_letters_of_travel_documents_come_out(arabic: str) -> None:
    assert re.fullmatch(r"([A-Z]+(-[A-Z]+)*( [A-Z]+(-[A-Z]+)*)*)?", transliterate(arabic))
