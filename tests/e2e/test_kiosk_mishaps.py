"""What goes wrong around a visit: a portal that answers nonsense, a printer without paper, a disk that is full."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes.moody_portal import moody_portal
from fakes.portal_process import PortalProcess
from fakes.tcp_printer import FakeTcpPrinter, PrinterState
from kiosk_process import KioskProcess, enrol_station, outbox, send_again, wait_until
from kiosk_visitor import LICENCE, LICENCE_TYPED, REPORT, REPORT_TYPED, Visitor

from shubbak.domain.text import Language
from shubbak.resources import load_wording

pytestmark = pytest.mark.timeout(300)
#: Bytes that a station does not even warn at; the disk is in memory and takes none of them before they are written.
ROOM = 4 << 30


def say(key: str) -> str:
    return load_wording().say(key, Language.AR)


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalProcess]:
    process = PortalProcess(tmp_path_factory.mktemp("portal"))
    process.start()
    yield process
    process.kill()


def own(portal: PortalProcess, station: str) -> list[dict[str, Any]]:
    return [line for line in portal.applications() if line["station"] == station]


def test_a_portal_that_answers_nonsense_changes_nothing_and_gets_it_once(portal: PortalProcess, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with moody_portal(portal.port) as moody:
        url = f"http://127.0.0.1:{moody.port}"
        enrol_station(portal, url, home, "K11")
        with KioskProcess(home, url, "--hand", "--haste") as kiosk:
            moody.mood = "never"
            person = Visitor(kiosk, REPORT, REPORT_TYPED, "en")
            taken = person.go(lambda state: state["printed"])
            wait_until(lambda: moody.heard == 1)
            assert not person.state["accepted"]
            assert outbox(home)[0]["state"] == "uploading"  # the line hangs, and the next person is served meanwhile
            person.go_to("attract")
            Visitor(kiosk, REPORT, REPORT_TYPED, "en").go(lambda state: state["screen"] == "questions")
            moody.mood = "500"
            moody.patience.set()
            for mood, reason in (
                ("500", "portal-busy"),
                ("html", "portal-intercepted"),
                ("half", "portal-gibberish"),
                ("lost", "portal-unreachable"),
            ):
                moody.mood = mood
                wait_for_reason(home, reason)
            assert [one["receipt"] for one in own(portal, "K11")] == [taken["receipt"]]  # committed, answer lost
            moody.mood = ""
            wait_until(lambda: asked_again(home) == [])
    assert [(one["id"], one["receipt"]) for one in own(portal, "K11")] == [(taken["application"], taken["receipt"])]


def wait_for_reason(home: Path, reason: str) -> None:
    """Ask for another try whenever the packet waits, until the last try ended like this."""

    wait_until(lambda: [item["reason"] for item in asked_again(home, reason)] == [reason])


def asked_again(home: Path, enough: str = "") -> list[dict[str, Any]]:
    """Return what waits; what waits for anything but this reason is asked to go now, unless it just went."""
    waiting = outbox(home)
    for item in waiting:
        if item["state"] == "sealed" and item["reason"] != enough:
            send_again(home, item["id"])
    return waiting


def test_a_printer_without_paper_takes_no_money_and_loses_no_receipt(portal: PortalProcess, tmp_path: Path) -> None:
    home = tmp_path / "home"
    enrol_station(portal, portal.url, home, "K12")
    with (
        FakeTcpPrinter() as printer,
        KioskProcess(home, portal.url, "--hand", "--haste", "--printer", printer.url) as kiosk,
    ):
        person = Visitor(kiosk, LICENCE, LICENCE_TYPED)
        person.go_to("pay")
        printer.state = PrinterState.PAPER_OUT
        stopped = person.go(lambda state: state["problems"] and not state["busy"])
        assert stopped["problems"] == [["printer-paper-out", ""]]
        assert say("problem.printer-paper-out") in person.words
        assert not (home / "simulated-terminal.jsonl").exists()
        printer.repair()
        person.go_to("sign")
        printer.state = PrinterState.COVER_OPEN
        held = person.go(lambda state: state["receipt"] and not state["busy"])
        assert (held["printed"], held["problems"]) == (False, [["printer-cover-open", ""]])
        assert say("problem.printer-cover-open") in person.words
        assert say("kiosk.receipt.not_printed") in person.words
        printer.repair()
        kiosk.order(tap="print-again")
        person.watch(lambda state: state["printed"])
        assert len(printer.papers) == 1
        person.watch(lambda state: state["accepted"])
    assert [one["receipt"] for one in own(portal, "K12")] == [held["receipt"]]


def test_a_full_disk_is_said_plainly_and_the_money_goes_back(portal: PortalProcess, tmp_path: Path) -> None:
    """The kiosk's folder lies on a file system of its own, which shrinks to what is on it and has room again later."""
    home, kept = tmp_path / "home", tmp_path / "kept"
    enrol_station(portal, portal.url, kept, "K13")
    home.mkdir()
    journal = tmp_path / "terminal.jsonl"  # a terminal has its own memory
    with KioskProcess(home, portal.url, "--hand", "--haste", before=two_lives_on_a_disk(home, kept, journal)) as kiosk:
        person = Visitor(kiosk, LICENCE, LICENCE_TYPED)
        person.go_to("sign")
        assert charges(journal) == ["captured"]
        shrink(kiosk, home)
        failed = person.go(lambda state: state["screen"] == "submit" and state["problems"])
        assert failed["problems"] == [["store-full", ""]]
        assert say("problem.store-full") in person.words
        assert (failed["receipt"], own(portal, "K13")) == ("", [])
        kiosk.order(wait=90)
        kiosk.order(wait=30)
        person.watch(lambda state: state["screen"] == "attract")
        wait_until(lambda: charges(journal) == ["reversed"])  # although the disk is still full
        resize(kiosk, home, ROOM)
        first_life = lives(kiosk)
        kiosk.order(quit=True)
        wait_until(lambda: lives(kiosk) not in (first_life, ""))
        next_one = Visitor(kiosk, REPORT, REPORT_TYPED, "en")
        done = next_one.go(lambda state: state["printed"])
        next_one.watch(lambda state: state["accepted"])
    assert [one["receipt"] for one in own(portal, "K13")] == [done["receipt"]]
    assert done["receipt"].split("-")[2] == "000001"


def lives(kiosk: KioskProcess) -> str:
    """Return the process that the shell runs at this moment: both lives read the same standard input."""
    pid = kiosk.process.pid
    return Path(f"/proc/{pid}/task/{pid}/children").read_text()


def two_lives_on_a_disk(home: Path, kept: Path, journal: Path) -> tuple[str, ...]:
    """Return what to put before the kiosk's command: a disk with its station on it, and the kiosk twice."""
    script = (
        f"mount -t tmpfs -o size={ROOM},mode=700 none {home} && cp -a {kept}/. {home}/ && "
        f'ln -s {journal} {home}/simulated-terminal.jsonl && "$0" "$@" && "$0" "$@"'
    )
    flags = ["--mount"] if os.geteuid() == 0 else ["--map-root-user", "--mount"]
    return ("unshare", *flags, "sh", "-c", script)


def charges(journal: Path) -> list[str]:
    lines = map(json.loads, journal.read_text().splitlines())
    return list({line["id"]: line["state"] for line in lines}.values())


def shrink(kiosk: KioskProcess, home: Path) -> None:
    """Leave not one free byte on the kiosk's disk."""
    disk = os.statvfs(Path(f"/proc/{kiosk.process.pid}/root") / home.relative_to("/"))
    resize(kiosk, home, (disk.f_blocks - disk.f_bfree) * disk.f_frsize)


def resize(kiosk: KioskProcess, home: Path, size: int) -> None:
    who = [] if os.geteuid() == 0 else ["--user", "--preserve-credentials"]
    command = ["nsenter", *who, "--mount", f"--target={kiosk.process.pid}"]
    subprocess.run([*command, "mount", "-o", f"remount,size={size}", str(home)], check=True)
