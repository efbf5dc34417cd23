"""A complaint names the word that was meant where one is near, and remarks say what might be better."""

import json
from pathlib import Path

import pytest
from service_samples import SOUND

from shubbak.cli.main import main
from shubbak.forms.catalogue import load_catalogue
from shubbak.forms.load import load_service
from shubbak.forms.pieces import Pieces
from shubbak.forms.remarks import remarks
from shubbak.forms.source import ServiceFileError

#: what is replaced, by what, the word that was meant
MISSPELT = [
    pytest.param("icon: shop", "icon: shpo", "shop", id="icon"),
    pytest.param("category: licences", "category: licenses", "licences", id="category"),
    pytest.param("channels: [kiosk]", "channels: [kiosc]", "kiosk", id="channel"),
    pytest.param("class: procedural", "class: procedual", "procedural", id="class"),
    pytest.param("verified: sample\n    valid_from", "verified: sampel\n    valid_from", "sample", id="verified"),
    pytest.param("        field: kitchen", "        field: kichen", "kitchen", id="question-of-a-check"),
    pytest.param("show_if: trade == 'food'\npages", "show_if: trde == 'food'\npages", "trade", id="name-in-condition"),
    pytest.param("show_if: trade == 'food'\npages", "show_if: trade == 'fod'\npages", "food", id="option-in-condition"),
    pytest.param("kind: multi_choice", "kind: multichoice", "multi_choice", id="kind"),
    pytest.param("rules: {min: 1, max: 500}", "rules: {minn: 1}", "min", id="rule"),
]


def complaints(text: str, pieces: str = "pieces: {}") -> str:
    with pytest.raises(ServiceFileError) as refused:
        load_service(text, "a.yaml", Pieces({"pieces/some.yaml": pieces}))
    return "\n".join(str(complaint) for complaint in refused.value.complaints)


@pytest.mark.parametrize(("was", "becomes", "meant"), MISSPELT)
def test_the_word_that_was_meant_is_named(was: str, becomes: str, meant: str) -> None:
    assert was in SOUND
    assert f'did you mean "{meant}"?' in complaints(SOUND.replace(was, becomes, 1))


def test_a_piece_and_what_is_omitted_of_it_are_named() -> None:
    piece = "pieces: {first: {id: first, title: {ar: أ, en: A}, fields: [{id: trade, kind: yes_no}]}}"
    assert 'did you mean "some.first"?' in complaints(SOUND.replace("pages:", "pages:\n  - use: some.frist"), piece)
    omitting = SOUND.replace("pages:", "pages:\n  - {use: some.first, omit: [trad]}")
    assert 'did you mean "trade"?' in complaints(omitting, piece)


def test_a_line_that_is_no_yaml_comes_with_what_to_look_for() -> None:
    assert "put a text that holds" in complaints(SOUND.replace("icon: shop", "icon: shop: red"))


def test_editors_get_the_suggestion_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text(SOUND.replace("icon: shop", "icon: shpo"), encoding="utf-8")
    assert main(["services", "check", str(tmp_path), "--json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["line"], found["severity"], found["suggestion"]) == (7, "error", "shop")


@pytest.mark.parametrize(
    ("was", "becomes", "about"),
    [
        pytest.param("verified: sample", "verified: cited", "sources:", id="cited-without-sources"),
        pytest.param('en: "A service for tests"', f'en: "{"long " * 40}"', "summary:", id="long-summary"),
        pytest.param('ar: "المساحة", en: "Area"', 'ar: "المساحة area", en: "Area"', "id: area", id="latin-in-arabic"),
        pytest.param('ar: "المساحة", en: "Area"', 'ar: "المساحة PDF", en: "Area"', "", id="codes-may-be-latin"),
    ],
)
def test_what_might_be_better_is_remarked(was: str, becomes: str, about: str) -> None:
    sound = SOUND.replace('keywords: {ar: "اختبار", en: "test"}', 'keywords: {ar: "أ ب ت", en: "a b c"}')
    assert remarks(load_service(sound, "a.yaml")) == ()
    found = remarks(load_service(sound.replace(was, becomes), "a.yaml"))
    assert [remark.about for remark in found] == ([about] if about else [])


def test_a_remark_stands_at_its_line_and_is_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text(SOUND, encoding="utf-8")
    assert main(["services", "check", str(tmp_path)]) == 0
    assert f'{tmp_path}/a.yaml:8: might be better: fewer than 3 "keywords"' in capsys.readouterr().err


def test_a_service_that_is_not_there_is_named_with_the_one_that_was_meant() -> None:
    files = {"kw/a.yaml": SOUND.replace("icon: shop", "icon: shop\nrelated: [kw.test.suond]")}
    with pytest.raises(ServiceFileError, match=r'did you mean "kw\.test\.sound"'):
        load_catalogue(files, 1)


def test_a_file_of_nothing_but_mistakes_is_not_read_to_its_end() -> None:
    told = complaints(SOUND + "".join(f"categor{number}: 1\n" for number in range(2_000))).splitlines()
    assert len(told) == 301
    assert sum("reading stops here" in one for one in told) == 1
    pieces = "pieces: {}\n" + "".join(f"peices{number}: {{}}\n" for number in range(2_000))
    with pytest.raises(ServiceFileError) as refused:
        load_catalogue({"kw/a.yaml": SOUND, "pieces/some.yaml": pieces}, 1)
    assert len(refused.value.complaints) == 301
