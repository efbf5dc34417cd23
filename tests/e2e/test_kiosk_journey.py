"""The spine, end to end: taps on a real kiosk, a line that is cut, a real portal, and a receipt anyone can check."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from fakes.fault_proxy import FaultProxy, fault_proxy
from fakes.portal_process import PortalProcess
from kiosk_process import KioskProcess, enrol_station, outbox, shubbak, wait_until
from kiosk_visitor import LICENCE, LICENCE_MEANT, LICENCE_TYPED, REPORT, REPORT_MEANT, REPORT_TYPED, State, Visitor
from PIL import Image

from shubbak.adapters.devices.escpos_stream import unpack
from shubbak.domain.text import Language
from shubbak.resources import load_wording

pytestmark = pytest.mark.timeout(300)


def say(key: str, language: Language = Language.AR) -> str:
    return load_wording().say(key, language)


@dataclass
class Town:
    """A portal, a line that can be cut, and a station on it."""

    portal: PortalProcess
    line: FaultProxy
    home: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.line.port}"

    def opened(self, application: str) -> dict[str, Any]:
        """Return the one case of an application."""
        (mine,) = [one for one in self.portal.applications() if one["id"] == application]
        record: dict[str, Any] = json.loads(self.portal.said("show", mine["case"], "--json"))
        return record

    def papers(self) -> list[Path]:
        return sorted((self.home / "printed").glob("*.escpos"), key=lambda path: path.stat().st_mtime)

    def charges(self) -> dict[str, str]:
        """Return the terminal's own book: payment id and its last state."""
        lines = map(json.loads, (self.home / "simulated-terminal.jsonl").read_text().splitlines())
        return {line["id"]: line["state"] for line in lines}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    portal = PortalProcess(folder)
    portal.start()
    try:
        with fault_proxy(portal.port) as line:
            town = Town(portal, line, folder / "kiosk")
            enrol_station(portal, town.url, town.home, "K07")
            yield town
    finally:
        portal.kill()


@pytest.fixture(scope="module")
def lives() -> Iterator[list[KioskProcess]]:
    """The kiosk that stands open for all tests of this file, as it does all day, or nothing."""
    standing: list[KioskProcess] = []
    yield standing
    for kiosk in standing:
        kiosk.kill()


@pytest.fixture
def kiosk(town: Town, lives: list[KioskProcess]) -> KioskProcess:
    town.line.fault = "pass"
    if not lives or lives[0].process.poll() is not None or lives[0].order(state=True)["screen"] != "attract":
        for old in lives:
            old.kill()
        lives[:] = [KioskProcess(town.home, town.url, "--hand", "--haste")]
        lives[0].order(state=True)
    return lives[0]


def is_fresh(state: State) -> bool:
    return (state["screen"], state["application"], state["receipt"], state["problems"]) == ("attract", "", "", [])


def test_the_line_is_cut_and_the_application_still_arrives_once(town: Town, kiosk: KioskProcess) -> None:
    noura = Visitor(kiosk, LICENCE, LICENCE_TYPED)
    noura.go_to("sign")
    town.line.fault = "reset"
    taken = noura.go(lambda state: state["printed"])
    # Keeping the application takes so little that its screen may come and go between two looks.
    assert [stage.split("/")[0] for stage in noura.passed if "questions" not in stage and "submit" not in stage] == [
        *("attract", "language", "find", "needs", "consent", "identify"),
        *("documents", "review", "pay", "sign", "receipt"),
    ]
    assert not taken["accepted"]
    assert say("kiosk.receipt.taken") in noura.words
    check_receipt(town, taken["receipt"], taken["application"])
    wait_until(lambda: outbox(town.home)[0]["reason"] == "portal-unreachable")
    listed = json.loads(shubbak("outbox", "--json", "--home", str(town.home)))  # as staff ask beside the kiosk
    assert [(one["id"], one["reason"]) for one in listed] == [(taken["application"], "portal-unreachable")]
    assert town.portal.applications() == []
    town.line.fault = "pass"
    noura.watch(lambda state: state["accepted"])
    record = town.opened(taken["application"])
    assert record["case"] in noura.words and say("kiosk.receipt.taken") not in noura.words
    assert record["answers"] == LICENCE_MEANT
    assert (record["identity"]["surname"], record["identity"]["typed"]) == ("ALNAMUTHAJ", False)
    assert (record["receipt"], record["receipt_status"]) == (taken["receipt"], "accepted")
    assert (record["total_minor"], record["language"], len(record["documents"])) == (10_000, "ar", 3)
    assert town.charges() == {record["payment"]["id"]: "captured"}
    assert len(town.portal.applications()) == 1
    assert outbox(town.home) == []
    noura.go_to("attract")
    assert is_fresh(noura.state)


def check_receipt(town: Town, number: str, application: str) -> None:
    """The paper as a printer would give it: its code, read like a phone reads it, is proven by the portal's keys."""
    raster = unpack(town.papers()[-1].read_bytes(), 576)
    paper = town.home.parent / "paper.png"
    # A bit that is set is black on paper.
    ink = bytes(byte ^ 0xFF for byte in raster.rows)
    Image.frombytes("1", (raster.width, raster.height), ink).save(paper)
    lists = {name: town.home.parent / f"{name}.json" for name in ("key-set", "void-list")}
    for name, file in lists.items():
        file.write_bytes(requests.get(f"{town.portal.url}/api/v1/{name}", timeout=30).content)
    pinned = json.loads(requests.get(f"{town.portal.url}/api/v1/code-root", timeout=30).json()["statement"])
    given = ("--keys", str(lists["key-set"]), "--void", str(lists["void-list"]), "--root", pinned["code_root"])
    verdict = json.loads(shubbak("verify", str(paper), *given, "--json"))
    # The list may have been made before this receipt, and then says nothing of it.
    assert verdict["proven"] and verdict["standing"] in ("not_void", "unlisted")
    assert (verdict["number"], verdict["application"], verdict["total_minor"]) == (number, application, 10_000)


def test_a_report_without_a_name_in_english_needs_no_card_no_money_no_signature(
    town: Town, kiosk: KioskProcess
) -> None:
    before = town.charges()
    guest = Visitor(kiosk, REPORT, REPORT_TYPED, "en")
    guest.go(lambda state: state["screen"] == "questions")
    first = guest.state
    assert {one["value"] for one in first["questions"]} == {""}
    assert first["language"] == "en"
    assert not set(LICENCE_TYPED.values()) & set(guest.words.split("\n"))
    done = guest.go(lambda state: state["printed"])
    screens = {stage.split("/")[0] for stage in guest.passed}
    assert not screens & {"identify", "pay", "sign"}
    guest.watch(lambda state: state["accepted"])
    record = town.opened(done["application"])
    answers = record["answers"]
    assert {name: answers[name] for name in REPORT_MEANT} == REPORT_MEANT
    assert (record["identity"], record["payment"], record["signature"]) == (None, None, [])
    assert (record["language"], record["total_minor"]) == ("en", 0)
    assert done["receipt"].split("-")[2] == "000002"
    assert town.charges() == before
    guest.go_to("attract")


def test_the_language_changes_in_mid_form_and_start_over_forgets_everything(town: Town, kiosk: KioskProcess) -> None:
    person = Visitor(kiosk, REPORT, {**REPORT_TYPED, "description": "انقاض على الرصيف", "area": "السالمية"})
    person.go(lambda state: state["stage"] == "questions/where" and state["questions"][0]["value"])
    assert person.state["language"] == "ar"
    kiosk.order(tap="language")
    state = person.state
    assert (state["language"], state["stage"]) == ("en", "questions/where")
    assert state["questions"][0]["value"] == "السالمية"
    assert "Where is it?" in person.words
    kiosk.order(tap="back")
    assert {one["id"]: one["value"] for one in person.state["questions"]}["description"] == "انقاض على الرصيف"
    kiosk.order(tap="start-over")
    wait_until(lambda: kiosk.order(sees="sheet-primary")["sees"])
    kiosk.order(tap="sheet-primary")
    person.watch(is_fresh)
    assert person.state["language"] == "ar"
    assert "انقاض على الرصيف" not in person.words
    next_one = Visitor(kiosk, REPORT, REPORT_TYPED)
    seen = next_one.go(lambda state: state["screen"] == "questions")
    assert {one["value"] for one in seen["questions"]} == {""}
    kiosk.order(wait=90)
    assert next_one.state["screen"] == "questions"
    kiosk.order(wait=30)
    assert is_fresh(next_one.state)


def test_who_pays_and_walks_away_gets_the_money_back_and_leaves_nothing(town: Town, kiosk: KioskProcess) -> None:
    before, papers, sent = set(town.charges()), len(town.papers()), len(town.portal.applications())
    person = Visitor(kiosk, LICENCE, LICENCE_TYPED)
    person.go_to("sign")
    (charge,) = set(town.charges()) - before
    assert town.charges()[charge] == "captured"
    kiosk.order(wait=90)
    assert say("kiosk.idle.title") in person.words
    kiosk.order(wait=30)
    person.watch(is_fresh)
    wait_until(lambda: town.charges()[charge] == "reversed")
    assert LICENCE_TYPED["name"] not in person.words
    assert (len(town.papers()), len(town.portal.applications()), outbox(town.home)) == (papers, sent, [])
    for file in town.home.rglob("*"):
        if file.is_file() and file.suffix not in (".png", ".escpos"):
            assert LICENCE_TYPED["name"].encode() not in file.read_bytes(), file
    assert LICENCE_TYPED["name"] not in kiosk.log
