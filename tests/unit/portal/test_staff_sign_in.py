"""Staff sign in by name and password, wait longer after each wrong one, and nothing else opens the door."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fakes.portal_office import PASSWORD, PortalOffice
from sqlalchemy import select

from portal.cases import staff_accounts
from portal.cases.sign_in import (
    FREE_TRIES,
    LONGEST_WAIT,
    SESSION_IDLE,
    SESSION_LIFE,
    sign_in,
    signed_in,
    wait_after,
)
from portal.cases.staff_accounts import StaffError, put_account
from portal.refusal import RefusalError
from portal.store.fleet_tables import SIGN_IN_TRIES, STAFF, STAFF_SESSIONS
from portal.store.staff_store import end_account

FLEET = "/api/v1/fleet"


@pytest.fixture(autouse=True)
def _quick_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost is 0.2 s a try; one test below keeps it."""
    monkeypatch.setattr(staff_accounts, "_COST", 2**4)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    opened = PortalOffice(tmp_path)
    put_account(opened.portal, "Noura Al-Sabah", "viewer", PASSWORD)
    yield opened
    opened.close()


def tried(office: PortalOffice, password: str = "wrong and long enough", name: str = "noura al-sabah") -> str:
    """Return the refusal's code and wait."""
    with pytest.raises(RefusalError) as refused:
        sign_in(office.portal, name, password)
    return f"{refused.value.code} {refused.value.retry_after}"


def cookie(answer: Any) -> dict[str, str]:
    return {"Cookie": answer.headers["set-cookie"].partition(";")[0]}


def post(office: PortalOffice, path: str, headers: dict[str, str] | None = None, **form: str) -> Any:
    return office.client.post(path, data=form, headers=headers or {})


def test_the_page_gives_a_session_that_scripts_and_other_sites_cannot_use(office: PortalOffice) -> None:
    answer = post(office, "/staff/sign-in", name=" NOURA  al-sabah ", password=PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/fleet")
    given = answer.headers["set-cookie"]
    assert given.startswith("__Host-shubbak-staff=")
    for word in ("HttpOnly", "Secure", "SameSite=strict", "Path=/"):
        assert word in given
    assert "Domain" not in given
    assert office.client.get(FLEET, headers=cookie(answer)).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        *({}, {"Cookie": "__Host-shubbak-staff="}, {"Cookie": "__Host-shubbak-staff=guessed"}),
        *({"Authorization": "Basic bm91cmE6c2V2ZW4gY2FsbSBoZXJvbnM="}, {"Authorization": "Bearer x"}),
        {"Cookie": "shubbak-staff=planted-by-another-host"},
    ],
)
def test_nothing_else_opens_the_door(office: PortalOffice, headers: dict[str, str]) -> None:
    office.enrolled()
    for path in (FLEET, "/api/v1/stations/K07/gaps"):
        answer = office.client.get(path, headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (401, "sign-in-needed")
        assert "www-authenticate" not in answer.headers
    page = office.client.get("/staff/fleet?lang=en", headers=headers)
    assert page.headers["location"] == "/staff/sign-in?next=%2Fstaff%2Ffleet%3Flang%3Den&lang=en"


def test_a_password_with_each_request_is_refused_even_beside_a_session(office: PortalOffice) -> None:
    headers = office.staff() | {"Authorization": "Basic bm91cmE6c2V2ZW4gY2FsbSBoZXJvbnM="}
    assert office.client.get(FLEET, headers=headers).status_code == 401


def test_a_session_ends_when_left_alone_and_after_a_day_of_work(office: PortalOffice) -> None:
    token = sign_in(office.portal, "Noura al-sabah", PASSWORD)
    step = SESSION_IDLE - timedelta(minutes=2)
    begun = office.time
    while office.time + step - begun <= SESSION_LIFE:
        office.pass_time(step)
        assert signed_in(office.portal, token) is not None
    office.pass_time(step)
    assert signed_in(office.portal, token) is None
    fresh = sign_in(office.portal, "Noura al-sabah", PASSWORD)
    office.pass_time(SESSION_IDLE + timedelta(seconds=1))
    assert signed_in(office.portal, fresh) is None


def test_signing_out_ends_the_session_and_wants_the_pages_own_form(office: PortalOffice) -> None:
    headers = office.staff("Huda")
    page = office.client.get("/staff/fleet", headers=headers).text
    token = re.findall(r'name="form" value="([0-9a-f]{64})"', page)[0]
    for form, site in (("", "same-origin"), ("0" * 64, "same-origin"), (token, "cross-site"), (token, "same-site")):
        answer = post(office, "/staff/sign-out", headers | {"Sec-Fetch-Site": site}, form=form)
        assert answer.status_code == 403
    assert office.client.get(FLEET, headers=headers).status_code == 200
    answer = post(office, "/staff/sign-out", headers | {"Sec-Fetch-Site": "same-origin"}, form=token)
    assert answer.headers["location"] == "/staff/sign-in"
    assert 'shubbak-staff="";' in answer.headers["set-cookie"]
    assert office.client.get(FLEET, headers=headers).status_code == 401


def test_another_site_cannot_sign_somebody_in(office: PortalOffice) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = post(office, "/staff/sign-in", headers, name="Noura Al-Sabah", password=PASSWORD)
    assert answer.status_code == 403 and "set-cookie" not in answer.headers


def test_each_wrong_password_doubles_the_wait_up_to_five_minutes(office: PortalOffice) -> None:
    assert [tried(office) for _ in range(FREE_TRIES)] == ["sign-in-wrong 0"] * FREE_TRIES
    assert tried(office) == "sign-in-wrong 2"
    assert tried(office, PASSWORD).startswith("sign-in-wait"), "not even the right one is looked at"
    office.pass_time(timedelta(seconds=2))
    assert tried(office) == "sign-in-wrong 4"
    office.pass_time(timedelta(seconds=4))
    assert sign_in(office.portal, "Noura Al-Sabah", PASSWORD)
    assert tried(office) == "sign-in-wrong 0", "the right one wipes the slate"
    assert [int(wait_after(n).total_seconds()) for n in (3, 4, 8, 11, 12, 10**6)] == [0, 2, 32, 256, 300, 300]
    assert wait_after(10**6) == LONGEST_WAIT


def test_an_unknown_name_waits_like_a_known_one(office: PortalOffice) -> None:
    known = [tried(office) for _ in range(FREE_TRIES + 2)]
    assert [tried(office, name="nobody") for _ in range(FREE_TRIES + 2)] == known
    office.pass_time(timedelta(hours=1, seconds=1))
    assert tried(office, name="another") == "sign-in-wrong 0"
    with office.portal.database.read() as connection:
        assert len(connection.execute(select(SIGN_IN_TRIES)).all()) == 1, "names that were tried do not pile up"


def test_a_clock_that_steps_back_locks_nobody_out_for_long(office: PortalOffice) -> None:
    for _ in range(FREE_TRIES + 1):
        tried(office)
    office.pass_time(-timedelta(days=300))
    assert tried(office, PASSWORD) == "sign-in-wait 3"
    office.pass_time(timedelta(seconds=3))
    assert sign_in(office.portal, "Noura Al-Sabah", PASSWORD)


def test_an_ended_account_is_out_at_once_and_a_new_password_ends_old_sessions(office: PortalOffice) -> None:
    headers = office.staff("Huda")
    put_account(office.portal, "huda", "keeper", "another good long one")
    assert office.client.get(FLEET, headers=headers).status_code == 401
    token = sign_in(office.portal, "Huda", "another good long one")
    with office.portal.database.write() as connection:
        assert end_account(connection, "huda", "2026-03-01T12:00:00Z")
        assert not end_account(connection, "huda", "2026-03-01T12:00:00Z")
    assert signed_in(office.portal, token) is None
    assert tried(office, "another good long one", "huda").startswith("sign-in-wrong")


@pytest.mark.parametrize(
    ("name", "role", "password", "code"),
    [
        ("", "viewer", PASSWORD, "staff-name"),
        ("N\x07", "viewer", PASSWORD, "staff-name"),
        ("x" * 61, "viewer", PASSWORD, "staff-name"),
        ("Huda", "king", PASSWORD, "staff-role"),
        ("Huda", "viewer", "eleven sign", "staff-password-short"),
        ("Huda", "viewer", "x1" * 100 + "x", "staff-password-short"),
        ("Huda", "viewer", "aaaaaaaaaaaab", "staff-password-simple"),
        ("Huda", "viewer", "my name is HUDA", "staff-password-simple"),
    ],
)
def test_a_weak_account_is_not_made(office: PortalOffice, name: str, role: str, password: str, code: str) -> None:
    with pytest.raises(StaffError, match=f"^{code}$"):
        put_account(office.portal, name, role, password)


def test_neither_passwords_nor_sessions_lie_in_the_database(office: PortalOffice) -> None:
    token = sign_in(office.portal, "Noura Al-Sabah", PASSWORD)
    with office.portal.database.read() as connection:
        stored = str([connection.execute(select(table)).all() for table in (STAFF, STAFF_SESSIONS, SIGN_IN_TRIES)])
    assert PASSWORD not in stored and token not in stored


def test_the_verifier_is_slow_to_try(office: PortalOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert staff_accounts._COST * staff_accounts._BLOCK * 128 == 32 * 1024 * 1024
    put_account(office.portal, "Slow", "viewer", PASSWORD)
    assert sign_in(office.portal, "Slow", PASSWORD)


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/staff/../v", "/v", "/staff//evil", "/staff/fleet\r\nX: y"]
)
def test_signing_in_leads_to_staff_pages_alone(office: PortalOffice, wanted: str) -> None:
    answer = post(office, "/staff/sign-in", name="Noura Al-Sabah", password=PASSWORD, next=wanted)
    assert answer.headers["location"] == "/staff/fleet"
    assert wanted not in office.client.get("/staff/sign-in", params={"next": wanted}).text


def test_the_page_says_what_was_wrong_in_both_languages_and_repeats_no_password(office: PortalOffice) -> None:
    page = post(office, "/staff/sign-in", name="<b>Noura", password="<b>wrong wrong")
    assert page.status_code == 403 and "غير صحيحة" in page.text and "<b>" not in page.text
    english = [post(office, "/staff/sign-in", name="n", password="w", lang="en") for _ in range(FREE_TRIES + 2)]
    assert "wrong" in english[0].text and "2 seconds" in english[-2].text
    assert (english[-1].status_code, "Too many wrong tries" in english[-1].text) == (429, True)
    assert 'dir="ltr"' in english[0].text and 'dir="rtl"' in page.text


def test_a_form_that_is_none_is_refused(office: PortalOffice) -> None:
    for body in (b"\xff", b"&".join(b"a=1" for _ in range(99))):
        assert office.client.post("/staff/sign-in", content=body).json()["type"] == "body-shape"
    assert office.client.post("/staff/sign-in", content=bytes(20_000)).json()["type"] == "body-too-large"
