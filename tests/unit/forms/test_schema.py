"""The schema that editors use says the same as the loaders: what ships passes, what is misspelt does not."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest
from editor_yaml import read
from service_samples import SOUND

from shubbak.cli.main import main
from shubbak.cli.service_schema import schema_text
from shubbak.forms.drafts import draft_of
from shubbak.forms.load import load_service
from shubbak.forms.load_pages import COUNTRIES
from shubbak.forms.pieces import Pieces, is_piece_file
from shubbak.forms.schema import service_schema
from shubbak.forms.source import Section, ServiceFileError
from shubbak.resources import root

FOLDER = root() / "services"
FILES = sorted(FOLDER.rglob("*.yaml"))
VALIDATOR = jsonschema_rs.validator_for(service_schema())
#: What a loader calls a thing, and where the schema has it.
PLACES = {
    "the service": "service_part",
    "a page": "page_part",
    "a question": "field_part",
    "a column": "column_part",
    "a check": "check_part",
    "an option": "option_part",
    "a document": "document_part",
    "a fee line": "fee_part",
    "a legal basis": "legal_basis_part",
    "a condition to apply": "eligibility_part",
    "the duration": "duration_part",
    "the output": "output_part",
    "an example": "example_part",
    "the procedure": "procedure_part",
    "a step": "step_part",
    "an outcome": "outcome_part",
}
BROKEN = [
    pytest.param("icon: shop", "icon: moon", id="icon"),
    pytest.param("summary:", "sumary:", id="key"),
    pytest.param("kind: number", "kind: numbr", id="kind"),
    pytest.param("rules: {min: 1, max: 500}", "rules: {least: 1}", id="rule-of-another-kind"),
    pytest.param("rules: {min: 1, max: 500}", 'rules: {min: "1"}', id="rule-of-another-type"),
    pytest.param('amount: "10.000"', "amount: 10.000", id="money-without-quotes"),
    pytest.param('{ar: "خدمة", en: "Service"}', '{en: "Service"}', id="one-language"),
    pytest.param('ar: "خدمة"', 'ar: "Khidma"', id="arabic-without-letters"),
    pytest.param("verified_on: 2026-01-31", "verified_on: 31/1/2026", id="day"),
    pytest.param("version: 1\n", "", id="needed"),
    pytest.param("channels: [kiosk]", "channels: [fax]", id="channel"),
    pytest.param(
        '    kind: fixed\n    amount: "10.000"', '    kind: fixed\n    free: 3\n    amount: "10.000"', id="figure"
    ),
]


def test_the_file_is_up_to_date() -> None:
    assert main(["services", "schema", "--check"]) == 0
    assert (FOLDER / "service.schema.json").read_text(encoding="utf-8") == schema_text()


def test_it_is_a_schema_itself() -> None:
    jsonschema_rs.meta.validate(service_schema())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_what_ships_passes_as_it_is_written(path: Path) -> None:
    found = VALIDATOR.iter_errors(read(path.read_text(encoding="utf-8")))
    assert [f"{list(error.instance_path)}: {error.message[:200]}" for error in found] == []


def test_a_sound_service_passes() -> None:
    assert VALIDATOR.is_valid(read(SOUND))


@pytest.mark.parametrize(("was", "becomes"), BROKEN)
def test_a_mistake_does_not_pass(was: str, becomes: str) -> None:
    assert was in SOUND
    assert not VALIDATOR.is_valid(read(SOUND.replace(was, becomes, 1)))


@pytest.mark.parametrize(
    "piece",
    [
        "{id: a, titel: {ar: أ, en: A}, fields: []}",
        "[{code: a, kind: fixed, amonut: '1.000'}]",
        "{id: a, kind: numbr}",
        "5",
    ],
)
def test_a_mistake_in_a_piece_does_not_pass(piece: str) -> None:
    assert VALIDATOR.is_valid(read("pieces: {a: {id: a, kind: number}}"))
    assert not VALIDATOR.is_valid(read(f"pieces: {{a: {piece}}}"))


def test_it_knows_the_keys_that_the_loaders_know(monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[str, set[str]] = {}
    only = Section.only

    def note(section: Section, *allowed: str) -> None:
        known.setdefault(section.name, set()).update(map(str, allowed))
        only(section, *allowed)

    monkeypatch.setattr(Section, "only", note)
    texts = {str(path): path.read_text(encoding="utf-8") for path in FILES}
    pieces = Pieces({path: text for path, text in texts.items() if is_piece_file(path)})
    for path in sorted(path for path in texts if not is_piece_file(path)):
        with suppress(ServiceFileError):  # what is wrong with one is told by other tests
            load_service(texts[path], path, pieces)
    definitions = service_schema()["$defs"]
    for thing, place in PLACES.items():
        assert set(definitions[place]["properties"]) - {"use", "omit", "prefix"} == known[thing], thing


def test_a_schema_that_is_out_of_date_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    into = tmp_path / "schema.json"
    assert main(["services", "schema", "--check", "--into", str(into)]) == 1
    assert "is out of date" in capsys.readouterr().err
    assert main(["services", "schema", "--into", str(into)]) == 0
    assert main(["services", "schema", "--check", "--into", str(into)]) == 0


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_starting_file_passes(tmp_path: Path, country: str) -> None:
    service_id = f"{country.lower()}.park.permit"
    assert main(["services", "new", service_id, "--into", str(tmp_path)]) == 0
    text = (tmp_path / country.lower() / "park_permit.yaml").read_text(encoding="utf-8")
    assert VALIDATOR.is_valid(read(text))


def test_a_draft_from_a_table_passes() -> None:
    assert VALIDATOR.is_valid(read(draft_of({"id": "kw.park.permit", "fee": "5.000"}, date(2026, 1, 31)).text))
