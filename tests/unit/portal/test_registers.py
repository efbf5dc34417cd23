"""Registers over the API: for enrolled stations, no more than forms ask for, not too often, and never in a log."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes.portal_office import PortalOffice
from fakes.register_office import LICENCES, NUMBER, register_office, write_register
from fakes.station import FakeStation

from portal.api import registers
from portal.api.registers import MISSES, AskLimit
from portal.cases.registers import find_record
from portal.refusal import RefusalError
from portal.store.register_files import RegisterFileError, read_register
from shubbak import resources
from shubbak.fields import kinds
from shubbak.fields.kind import Wrong, word_rule
from shubbak.forms.catalogue import load_catalogue
from shubbak.forms.service import Field, Service


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    opened = register_office(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def station(office: PortalOffice) -> FakeStation:
    return office.enrolled()


def ask(office: PortalOffice, station: FakeStation, path: str, question: object, of: str = "K07") -> Any:
    address = f"/api/v1/stations/{of}/registers/{path}"
    return office.client.post(address, content=json.dumps(question).encode(), auth=station.auth)


def record(office: PortalOffice, station: FakeStation, number: str = NUMBER, register: str = "licences") -> Any:
    return ask(office, station, f"{register}/record", {"number": number})


def ids(office: PortalOffice, station: FakeStation, words: str, language: str = "ar") -> list[str]:
    answer = ask(office, station, "activities/entries", {"words": words, "language": language})
    assert answer.status_code == 200, answer.text
    return [entry["id"] for entry in answer.json()["entries"]]


@pytest.mark.parametrize("number", [NUMBER, "kw-2024-0042", "KW-٢٠٢٤-٠٠٤٢", " KW-2024 -0042"])
def test_a_record_shows_the_parts_that_forms_fill_in_and_no_others(
    office: PortalOffice, station: FakeStation, number: str
) -> None:
    answer = record(office, station, number)
    assert answer.json() == {"found": True, "parts": {"area_m2": "45", "trade_name": "مخبز النور"}}
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_number_that_is_nowhere_is_an_answer_too(office: PortalOffice, station: FakeStation) -> None:
    assert record(office, station, "KW-1").json() == {"found": False, "parts": {}}


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("مخبز", "ar", ["1071", "1072"]),
        ("bakery", "en", ["1071", "1072"]),
        ("pastry", "en", ["1072"]),
        ("تموينات", "ar", ["4711"]),
        ("4711", "ar", ["4711"]),
        ("مخبز grocery", "ar", []),
    ],
)
def test_entries_come_best_first(
    office: PortalOffice, station: FakeStation, words: str, language: str, expected: list[str]
) -> None:
    assert ids(office, station, words, language) == expected


def test_a_long_list_is_cut_off(office: PortalOffice, station: FakeStation) -> None:
    many = "".join(f'  - {{id: "{n}", ar: "ورشة", en: "Workshop"}}\n' for n in range(100))
    write_register(office, "activities", "register: activities\nverified: sample\nentries:\n" + many)
    assert len(ids(office, station, "ورشة")) == 20


@pytest.mark.parametrize("register", ["taxes", "dreams", "..", "Licences", "licences.yaml"])
def test_a_register_that_no_form_asks_for_is_none(office: PortalOffice, station: FakeStation, register: str) -> None:
    answer = record(office, station, register=register)
    assert (answer.status_code, answer.json()["type"]) in [(404, "register-unknown"), (404, "not-found")]


def test_another_countrys_station_has_no_part_in_it(office: PortalOffice) -> None:
    stranger = office.enrolled("J01", country="jo")
    answer = ask(office, stranger, "licences/record", {"number": NUMBER}, of="J01")
    assert answer.json()["type"] == "register-unknown"


def test_only_enrolled_stations_ask_and_each_for_itself(office: PortalOffice, station: FakeStation) -> None:
    body = json.dumps({"number": NUMBER}).encode()
    unsigned = office.client.post("/api/v1/stations/K07/registers/licences/record", content=body)
    assert unsigned.json()["type"] == "request-unsigned"
    assert record(office, FakeStation("K99")).json()["type"] == "station-unknown"
    neighbour = office.enrolled("K08")
    assert record(office, neighbour).json()["type"] == "request-signature"


@pytest.mark.parametrize("question", [{}, {"number": ""}, {"number": "1" * 61}, {"number": 7}, [], {"words": "x"}])
def test_what_is_no_question_is_refused(office: PortalOffice, station: FakeStation, question: object) -> None:
    assert ask(office, station, "licences/record", question).json()["type"] == "body-shape"


def test_who_tries_numbers_one_after_another_has_to_wait(office: PortalOffice, station: FakeStation) -> None:
    for number in range(MISSES):
        assert record(office, station, f"KW-{number}").status_code == 200
    answer = record(office, station)
    assert (answer.status_code, answer.json()["type"]) == (429, "register-asked-often")
    assert 0 < int(answer.headers["Retry-After"]) <= 600
    assert ids(office, station, "مخبز"), "the lists stay open"


def test_questions_at_the_same_time_pass_no_limit(
    office: PortalOffice, station: FakeStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(MISSES - 1):
        record(office, station, f"KW-{number}")
    meanwhile: list[int] = []

    def slowly(*question: Any) -> Any:
        monkeypatch.setattr(registers, "find_record", find_record)
        meanwhile.append(record(office, station, "KW-90").status_code)
        return find_record(*question)

    monkeypatch.setattr(registers, "find_record", slowly)
    assert record(office, station, "KW-91").status_code == 200
    assert meanwhile == [429]


@pytest.mark.parametrize(
    ("register", "status"), [("licences", 200), ("dreams", 404)], ids=["found", "a register that is none"]
)
def test_what_is_no_miss_is_not_counted_as_one(
    office: PortalOffice, station: FakeStation, register: str, status: int
) -> None:
    asked = [record(office, station, register=register).status_code for _ in range(MISSES + 1)]
    assert asked == [status] * (MISSES + 1)


def test_a_limit_counts_each_station_by_itself() -> None:
    limit = AskLimit(2)
    for _ in range(2):
        limit.check("K07")
        limit.count("K07")
    limit.check("K08")
    with pytest.raises(RefusalError, match="register-asked-often"):
        limit.check("K07")


@pytest.mark.parametrize(
    "text",
    [
        LICENCES.replace("register: licences", "register: taxes"),
        LICENCES.replace("verified: sample", "verified: surely"),
        LICENCES.replace("area_m2", "area_m2: 3, more"),
        LICENCES + LICENCES.partition("records:\n")[2],
        LICENCES.replace('"45"', "45"),
        "register: licences\nverified: sample\nentries: [{id: 'a|b', ar: x, en: x}]\n",
        "[unclosed",
        LICENCES.replace("verified: sample", "verified: &x sample"),
        LICENCES.replace('"45"', "*x"),
        LICENCES.replace("verified: sample", "verified: !!str sample"),
        LICENCES.replace('"45"', "[" * 30 + "]" * 30),
        LICENCES.replace('"45"', "[" * 100_000),
        LICENCES.replace("verified: sample", "verified: sample\nverified: sample"),
        LICENCES + "---\n" + LICENCES,
        "",
    ],
    ids=[
        *("another name", "no mark", "no text", "a number twice", "a figure", "an id that is none", "no YAML"),
        *("an anchor", "an alias", "a tag", "deep", "very deep", "a key twice", "two documents", "nothing"),
    ],
)
def test_a_file_that_is_not_sound_is_refused_without_a_word_of_it(
    office: PortalOffice, station: FakeStation, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    write_register(office, "licences", text)
    answer = record(office, station)
    assert (answer.status_code, answer.json()["type"]) == (503, "register-broken")
    assert "register kw/licences cannot be used" in caplog.text
    assert "النور" not in caplog.text


def test_a_bomb_of_aliases_is_refused_before_it_grows(tmp_path: Path) -> None:
    rows = ['a0: &a0 ["x", "x"]', *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40))]
    (tmp_path / "kw").mkdir()
    (tmp_path / "kw" / "licences.yaml").write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(RegisterFileError):
        read_register(tmp_path, "kw", "licences")


def test_a_changed_file_counts_at_once(office: PortalOffice, station: FakeStation) -> None:
    assert record(office, station).json()["parts"]["area_m2"] == "45"
    write_register(office, "licences", LICENCES.replace('"45"', '"450"'))
    assert record(office, station).json()["parts"]["area_m2"] == "450"


def test_neither_number_nor_words_reach_a_log(
    office: PortalOffice, station: FakeStation, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    record(office, station)
    record(office, station, NUMBER, "dreams")
    ask(office, station, "licences/record", {"number": NUMBER, "more": 1})
    ids(office, station, "مخبز")
    ours = "\n".join(line.getMessage() for line in caplog.records if not line.name.startswith("httpx"))
    assert NUMBER not in ours
    assert "مخبز" not in ours


def shipped_questions() -> Iterator[tuple[Service, Field, str]]:
    """Every question of a shipped form that asks a register, with the register's name."""
    folder = resources.root() / "services"
    files = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}
    for service in load_catalogue(files, 1).services.values():
        for field in (field for page in service.pages for field in page.fields):
            if register := word_rule(field, "register"):
                yield service, field, register


def fills_nothing(service: Service, field: Field, register: str) -> list[str]:
    """Name what no sample record of a shipped register fills with a sound answer."""
    found = read_register(resources.root() / "registers", service.country.lower(), register)
    if found is None:
        return [f"{service.id}: no register {register}"]
    targets = [(part, service.field(name)) for name, part in field.fills.items()]
    return [
        f"{service.id}: {register}.{part}"
        for part, target in targets
        if not any(
            part in record and not isinstance(kinds()[target.kind].parse(target, record[part]), Wrong)
            for record in found.records.values()
        )
    ]


def test_every_register_that_a_shipped_form_asks_is_shipped_and_fills_it() -> None:
    asked = list(shipped_questions())
    assert asked
    assert [line for one in asked for line in fills_nothing(*one)] == []


SHIPPED = sorted((resources.root() / "registers").rglob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_shipped_register_is_sound_and_says_that_it_is_a_sample(path: Path) -> None:
    register = read_register(path.parent.parent, path.parent.name, path.stem)
    assert register is not None
    assert register.records or register.entries
    assert "\nverified: sample\n" in path.read_text(encoding="utf-8")
