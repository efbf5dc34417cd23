"""Enrolment over the API: a code is good once, for one key, for two days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fakes.portal_office import PortalOffice
from fakes.station import FakeStation
from sqlalchemy import select

from portal.api.enrolments import GUESSES
from portal.cases.station_code import is_station_code
from portal.refusal import RefusalError
from portal.store.tables import ENROLMENT_CODES
from shubbak.wire.station import Enrolled, Enrolment, ReceiptKeys


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    opened = PortalOffice(tmp_path)
    yield opened
    opened.close()


def ask(office: PortalOffice, enrolment: Enrolment) -> Any:
    return office.client.post("/api/v1/enrolments", content=msgspec.json.encode(enrolment))


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"]


def test_a_station_learns_who_it_is(office: PortalOffice) -> None:
    station = FakeStation()
    enrolled = msgspec.json.decode(ask(office, station.enrolment(office.code())).content, type=Enrolled)
    assert (enrolled.station, enrolled.key_id, enrolled.country) == ("K07", 1, "kw")
    assert (enrolled.municipality_ar, enrolled.office_en) == ("بلدية الكويت", "Salmiya office")
    assert enrolled.verify_url == "https://portal.example/v"
    assert enrolled.keys == office.portal.keys.public()
    (key,) = msgspec.json.decode(office.client.get("/api/v1/receipt-keys").content, type=ReceiptKeys).keys
    assert (key.key_id, key.public_key, key.valid_to) == (1, station.public_key, "")


def test_a_lost_answer_is_given_again_to_the_same_key_for_ever(office: PortalOffice) -> None:
    enrolment = FakeStation().enrolment(office.code())
    first = ask(office, enrolment)
    office.pass_time(timedelta(days=400))
    office.reopen()
    assert ask(office, enrolment).content == first.content


def test_a_used_code_is_refused_to_another_key(office: PortalOffice) -> None:
    code = office.code()
    assert ask(office, FakeStation().enrolment(code)).status_code == 200
    assert refused(ask(office, FakeStation().enrolment(code))) == (403, "enrolment-code")


def test_a_code_ends_after_two_days(office: PortalOffice) -> None:
    early, late = office.code("K07"), office.code("K08")
    office.pass_time(timedelta(hours=47, minutes=59))
    assert ask(office, FakeStation().enrolment(early)).status_code == 200
    office.pass_time(timedelta(minutes=2))
    assert refused(ask(office, FakeStation().enrolment(late))) == (403, "enrolment-code")


def test_a_code_may_be_typed_carelessly(office: PortalOffice) -> None:
    typed = office.code().lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert ask(office, FakeStation().enrolment(typed)).status_code == 200


def test_a_code_is_kept_as_a_hash_only(office: PortalOffice) -> None:
    code = office.code()
    with office.portal.database.read() as connection:
        row = connection.execute(select(ENROLMENT_CODES)).one()
    assert len(row.code_hash) == 64
    assert code.replace("-", "") not in str(row)


def test_a_station_code_is_given_once(office: PortalOffice) -> None:
    spare = office.code()
    office.enrolled()
    with pytest.raises(RefusalError, match="station-taken"):
        office.code()
    assert refused(ask(office, FakeStation().enrolment(spare))) == (409, "station-taken")


def test_one_key_cannot_be_two_stations(office: PortalOffice) -> None:
    station = office.enrolled("K07")
    assert refused(ask(office, station.enrolment(office.code("K08")))) == (422, "enrolment-key")


@pytest.mark.parametrize("key", ["", "AAAA", "not base64!", "=" * 44])
def test_a_key_that_is_none_is_refused_and_the_code_stays_good(office: PortalOffice, key: str) -> None:
    code = office.code()
    assert refused(ask(office, Enrolment(code, key))) == (422, "enrolment-key")
    assert ask(office, FakeStation().enrolment(code)).status_code == 200


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b"<html>", b'{"code": 1, "public_key": ""}', b"\xff", b"[" * 9000, b'{"code":"\\ud800"']
)
def test_a_malformed_enrolment_is_refused(office: PortalOffice, body: bytes) -> None:
    assert refused(office.client.post("/api/v1/enrolments", content=body)) == (400, "body-shape")


def test_a_large_enrolment_is_refused(office: PortalOffice) -> None:
    assert refused(office.client.post("/api/v1/enrolments", content=bytes(100_000))) == (413, "body-too-large")


def test_guessing_is_slowed_down(office: PortalOffice) -> None:
    code = office.code()
    guesses = [ask(office, FakeStation().enrolment("0000-0000-0000")).status_code for _ in range(GUESSES)]
    assert set(guesses) == {403}
    answer = ask(office, FakeStation().enrolment(code))
    assert refused(answer) == (429, "enrolment-guesses")
    assert 0 < int(answer.headers["retry-after"]) <= 601


@pytest.mark.parametrize(
    ("code", "fits"),
    [(code, True) for code in ("K07", "AB", "12345678")]
    + [(code, False) for code in ("", "A", "K-7", "k07", "KO7", "KX7", "K٠٧", "K\x007", "K0700000A")],
)
def test_station_codes_are_what_receipt_numbers_can_begin_with(code: str, fits: bool) -> None:
    assert is_station_code(code) is fits
