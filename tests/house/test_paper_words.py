"""Every paper is there in both languages, with the same words and the same values in them, each in its own letters."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from house_tree import ROOT, modules

from shubbak.domain.paper_template import PaperKind, PaperTemplate
from shubbak.domain.text import Language
from shubbak.resources import load_papers

ARABIC = re.compile(r"[\u0620-\u064a]")
#: What the test page prints in Arabic letters in both languages.
_SAMPLES = ("joined.sample", "order.sample")
PAPERS = {(paper.kind, paper.language): paper for paper in load_papers()}


def values(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_every_paper_is_there_in_both_languages_and_in_a_file_of_its_name() -> None:
    assert set(PAPERS) == {(kind, language) for kind in PaperKind for language in Language}
    names = {path.name for path in (ROOT / "resources" / "receipts").iterdir()}
    assert names == {f"{kind}.{language}.yaml" for kind, language in PAPERS}


@pytest.mark.parametrize("kind", PaperKind)
def test_both_languages_have_the_same_parts_and_the_same_words(kind: PaperKind) -> None:
    arabic, english = PAPERS[kind, Language.AR], PAPERS[kind, Language.EN]
    assert arabic.parts == english.parts
    assert {key: values(said) for key, said in arabic.words.items()} == {
        key: values(said) for key, said in english.words.items()
    }


@pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda paper: f"{paper.kind}.{paper.language}")
def test_every_sentence_is_written_in_its_own_letters(paper: PaperTemplate) -> None:
    for key, sentence in paper.words.items():
        bare = re.sub(r"\{\w+\}", "", sentence)
        if key not in _SAMPLES and any(sign.isalpha() for sign in bare):
            assert bool(ARABIC.search(bare)) is (paper.language is Language.AR), key


def test_every_word_is_printed_by_something() -> None:
    """By its whole key, or by its beginning where the rest is worked out."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in modules("shubbak/services"))
    asked = set(re.findall(r'f?"([a-z_]+(?:\.[a-z_-]*)*)(?:\{|")', code))
    unused = [
        key
        for paper in PAPERS.values()
        for key in paper.words
        if key not in asked and f"{key.rpartition('.')[0]}." not in asked
    ]
    assert not unused
