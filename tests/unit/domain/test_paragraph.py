"""What begins with an isolate runs as its language does; what has a direction of its own, or is one isolate, stays."""

from __future__ import annotations

import pytest

from shubbak.domain.text import RLM, Language, isolate, isolate_name, paragraph

NAME = f"{isolate_name('سالم الحارثي')} ({isolate_name('SALIM AL HARTHI')})"


@pytest.mark.parametrize(
    ("text", "language", "marked"),
    [
        (NAME, Language.AR, True),
        (NAME, Language.EN, False),
        (f"{isolate('4')}، {isolate('12')}", Language.AR, True),
        (isolate("T00419026"), Language.AR, False),
        (isolate_name("SALIM"), Language.AR, False),
        ("سالم", Language.AR, False),
        ("", Language.AR, False),
    ],
    ids=("name-ar", "name-en", "figures", "code", "latin-name", "word", "nothing"),
)
def test_a_paragraph_of_isolates_runs_as_its_language_does(text: str, language: Language, marked: bool) -> None:
    assert paragraph(text, language) == (RLM + text if marked else text)
