"""What changed between two states of a service is told in words that applicants and publishers understand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from service_samples import SOUND

from shubbak.cli.main import main
from shubbak.domain.text import Language, bare
from shubbak.forms.differences import Change, differences
from shubbak.forms.fee_differences import figure
from shubbak.forms.load import load_service
from shubbak.forms.service import Tier
from shubbak.resources import load_wording

RAISED = SOUND.replace("version: 1\n", "version: 2\n", 1)
OLD = {"kw.test.sound": load_service(SOUND, "a.yaml")}
WORDING = load_wording()


def changes(new: str) -> tuple[Change, ...]:
    (found,) = differences(OLD, {"kw.test.sound": load_service(new, "a.yaml")})
    return found.changes


def english(new: str) -> list[str]:
    said = [(change.code, {key: text.en for key, text in change.params.items()}) for change in changes(new)]
    return [bare(WORDING.say(f"differences.{code}", Language.EN, **params)) for code, params in said]


#: what is replaced, by what, the code of the change, the sentence
CHANGED = [
    pytest.param(
        "valid_to: 2026-12-31",
        "valid_to: 2027-12-31",
        "Band: in force was from 2026-01-01 to 2026-12-31, is",
        id="days",
    ),
    pytest.param('maximum: "50.000"', 'maximum: "60.000"', "Space: the most was 50.000 KWD, is 60.000 KWD.", id="most"),
    pytest.param("    when: rent > 0\n", "    when: rent > 1\n", "Share: when it is due", id="when-a-fee-is-due"),
    pytest.param(
        '      - {id: sketch, name: {ar: "رسم", en: "Sketch"}}\n', "", "Plan: Sketch no longer does.", id="alternative"
    ),
    pytest.param(
        "    show_if: trade == 'food'\npages", "pages", "Plan: when the document is asked", id="document-when"
    ),
    pytest.param("rules: {min: 1, max: 500}", "rules: {min: 1, max: 600}", "Area: the kind of answer", id="limits"),
    pytest.param(
        'label: {ar: "المساحة", en: "Area"}', 'label: {ar: "مساحة", en: "Size"}', 'was "Area", is', id="label"
    ),
    pytest.param(
        '          - {id: tables, label: {ar: "طاولات", en: "Tables"}}',
        '          - {id: tables, label: {ar: "طاولات", en: "Tables"}}\n'
        '          - {id: tents, label: {ar: "خيام", en: "Tents"}}',
        "Extras: new option, Tents.",
        id="option",
    ),
    pytest.param("channels: [kiosk]", "channels: [kiosk, portal]", "Now offered through: portal.", id="channel"),
    pytest.param('{ar: "بالغ", en: "Of age"}', '{ar: "مالك", en: "Owner"}', "New condition: Owner", id="condition"),
    pytest.param('complaint_phone: "139"', 'complaint_phone: "140"', "Complaints number: was 139, is 140.", id="phone"),
]


@pytest.mark.parametrize(("was", "becomes", "sentence"), CHANGED)
def test_a_change_is_told_in_words(was: str, becomes: str, sentence: str) -> None:
    assert was in RAISED
    assert any(sentence in line for line in english(RAISED.replace(was, becomes, 1)))


def test_a_new_amount_is_told_with_the_old_one() -> None:
    dearer = RAISED.replace('amount: "10.000"', 'amount: "12.500"').replace('licence: "10.000"', 'licence: "12.500"')
    dearer = dearer.replace('deposit: "5.000"', 'deposit: "6.250"').replace('early: "-3.000"', 'early: "-3.250"')
    assert english(dearer)[0] == "Fee: was 10.000 KWD, is 12.500 KWD."


def test_what_applicants_do_not_see_is_summed_up_in_one_line() -> None:
    quiet = RAISED.replace('en: "test"', 'en: "trial"').replace("icon: shop", "icon: well")
    assert english(quiet) == ["Changes that do not touch applicants: keywords, icon."]


def test_a_version_that_was_not_raised_is_told() -> None:
    kept = SOUND.replace("channels: [kiosk]", "channels: [kiosk, desk]")
    assert changes(kept)[-1].code == "version_kept"
    assert [change.code for change in changes(RAISED)] == ["version_only"]


def test_services_come_and_go() -> None:
    assert [found.changes[0].code for found in differences({}, OLD)] == ["service_new"]
    assert [found.changes[0].code for found in differences(OLD, {})] == ["service_withdrawn"]
    assert differences(OLD, {"kw.test.sound": load_service(SOUND, "b.yaml")}) == ()


@pytest.mark.parametrize(("language", "word"), [("ar", "قناة جديدة"), ("en", "Now offered through")])
def test_two_folders_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, word: str) -> None:
    for name, text in (("old", SOUND), ("new", RAISED.replace("channels: [kiosk]", "channels: [kiosk, desk]"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.yaml").write_text(text, encoding="utf-8")
    assert main(["services", "diff", str(tmp_path / "old"), str(tmp_path / "new"), "--language", language]) == 0
    assert word in capsys.readouterr().out


def test_published_catalogues_are_compared_signed_or_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = json.dumps({"version": 1, "files": {"kw/a.yaml": SOUND}})
    (tmp_path / "old.json").write_text(json.dumps({"catalogue": old, "signature": "x"}), encoding="utf-8")
    (tmp_path / "new.json").write_text(json.dumps({"version": 2, "files": {"kw/a.yaml": RAISED}}), encoding="utf-8")
    verb = ["services", "diff", str(tmp_path / "old.json"), str(tmp_path / "new.json"), "--language", "en"]
    assert main(verb) == 0
    assert "Only the version changed" in capsys.readouterr().out


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"files": 5}', '{"catalogue": 5}'])
def test_what_is_no_catalogue_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], body: str) -> None:
    (tmp_path / "old.json").write_text(body, encoding="utf-8")
    assert main(["services", "diff", str(tmp_path / "old.json"), str(tmp_path / "old.json")]) == 1
    assert "neither a folder nor the text of a catalogue" in capsys.readouterr().err


def test_a_service_that_cannot_be_read_on_one_side_is_told_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in (("old", SOUND.replace("icon: shop", "icon: moon")), ("new", SOUND)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.yaml").write_text(text, encoding="utf-8")
    assert main(["services", "diff", str(tmp_path / "old"), str(tmp_path / "new"), "--language", "en"]) == 0
    said = capsys.readouterr()
    assert (said.out, bare(said.err)[:28]) == ("Nothing changed.\n", "Not compared: kw.test.sound.")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        pytest.param("area", "below 50 1.000 KWD, and above 2.000 KWD", id="counted"),
        pytest.param("fees_above", "below 0.050 KWD 1.000 KWD, and above 2.000 KWD", id="money"),
    ],
)
def test_bands_are_told_in_what_they_are_counted_in(source: str, told: str) -> None:
    line = replace(OLD["kw.test.sound"].fees[2], base=Counted(source), tiers=(Tier(50, 1_000), Tier(None, 2_000)))
    assert bare(figure(line).en) == told


@dataclass(frozen=True)
class Counted:
    """What a line is worked out from, known by its words only."""

    source: str

    def of(self, facts: Mapping[str, object]) -> int:
        return 0
