"""`shubbak status`: whether this station takes new work, what stands in its way, and how it stands with its paper."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shubbak import __version__, resources
from shubbak.adapters.system.local_machine import LocalMachine
from shubbak.adapters.system.station_home import StationHome, station_home
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.cli.station_file import complain
from shubbak.domain.paper_template import PaperKind
from shubbak.domain.printer_trial import PrinterTest
from shubbak.domain.problem import Problem
from shubbak.domain.readiness import Condition, closing
from shubbak.domain.text import Language, bare
from shubbak.domain.wording import Wording
from shubbak.ports.store import StationStore, StoreError
from shubbak.services.catalogue_intake import CatalogueError, kept_version
from shubbak.services.code_lists import forget_code_lists
from shubbak.services.key_since import SigningKey, signing_key
from shubbak.services.paper_words import owed_count
from shubbak.services.printer_test_words import last_words
from shubbak.services.printer_trial import last_tests
from shubbak.services.self_watch import SelfWatch
from shubbak.services.station_identity import StationIdentity
from shubbak.station.identity import StationClosed, read_identity
from shubbak.station.late_portal import LatePortal
from shubbak.station.portal_authority import portal_ca
from shubbak.station.store_door import StationKeys, open_store
from shubbak.station.tax_invoices import office_invoices
from shubbak.wire.moment import moment_text


def add_parser(subparsers: Any) -> None:
    """Add the command. It ends with 0 while the station takes new work, with 1 while it does not."""
    parser = subparsers.add_parser("status", help="say whether this station takes new work, and what stands in its way")
    parser.add_argument("--home", default="", help="the station's folder (SHUBBAK_HOME, else var/station)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--clock-is-right", metavar="OPERATOR", help="after setting date and time: vouch for them")
    parser.add_argument("--keys-anew", metavar="OPERATOR", help="trust the list of keys that the portal names next")
    parser.set_defaults(run=_status)


def _status(arguments: argparse.Namespace) -> int:
    home = station_home(arguments.home)
    if not home.store.exists():
        return complain("outbox.no_station", folder=str(home.folder))
    try:
        keys = StationKeys(home)
        identity = read_identity(home.folder, keys)
        store = open_store(home, keys)
    except (StationClosed, StoreError) as error:
        return complain(f"problem.{error}")
    try:
        portal = LatePortal(identity.portal_url, identity.signer, portal_ca())
        watch = SelfWatch(store, portal, LocalMachine(home.folder), SystemClock(), identity, __version__)
        watch.bad_paper = _bad_paper(home)
        if invoices := office_invoices(home, store, SystemClock()):
            watch.invoices = invoices.conditions
        if arguments.clock_is_right is not None:
            watch.confirm_clock(arguments.clock_is_right)
        if arguments.keys_anew is not None:
            forget_code_lists(store, arguments.keys_anew)
        paper = _Paper(last_tests(store), owed_count(store.papers(SystemClock().now())), identity.country)
        known = _Known(_catalogue_version(store, identity), signing_key(store, identity), paper)
        return _print(watch.look(), known, arguments)
    except StoreError as error:
        return complain(f"problem.{error.code}")
    finally:
        store.close()


def _bad_paper(home: StationHome) -> str:
    """Return the file of the municipality's own receipts that cannot be used; most stations have none to look at."""
    if not home.receipts.is_dir():
        return ""
    from shubbak.qtkit.offscreen import offscreen_application
    from shubbak.station.papers import read_papers

    offscreen_application()
    _, unusable = read_papers(home.receipts)
    return unusable[0].file if unusable else ""


def _catalogue_version(store: StationStore, identity: StationIdentity) -> int:
    try:
        return kept_version(store, identity.portal_signing)
    except CatalogueError:
        return 0


@dataclass(frozen=True, slots=True)
class _Paper:
    """The printers' last test pages, and how many receipts are not printed."""

    tests: tuple[PrinterTest, ...]
    owed: int
    country: str

    def record(self) -> dict[str, object]:
        tests = [
            {"printer": test.printer, "at": moment_text(test.at), "failed": list(test.failed)} for test in self.tests
        ]
        return {"receipts_owed": self.owed, "printer_tests": tests}

    def lines(self, wording: Wording) -> Iterator[str]:
        """Yield what there is to say, in both languages."""
        for language in (Language.EN, Language.AR):
            if self.owed:
                yield wording.say("paper.headline.owed", language, count=str(self.owed))
            for test in self.tests:
                order = [check for check in wording.paper(PaperKind.SELF_TEST, language).parts if check in test.answers]
                said, _ = last_words(test, order, self.country, wording, language)
                yield f"{wording.say('paper.printer.ask', language)} {test.printer + 1}: {bare(said)}"


@dataclass(frozen=True, slots=True)
class _Known:
    """What is told beside the conditions."""

    catalogue: int
    key: SigningKey
    paper: _Paper

    def record(self) -> dict[str, object]:
        since = moment_text(self.key.since) if self.key.since else ""
        return {"catalogue": self.catalogue, "key": {"number": self.key.number, "since": since}, **self.paper.record()}

    def lines(self, wording: Wording) -> Iterator[str]:
        """Yield what there is to say, in both languages."""
        yield "  ".join(
            f"{wording.say('kiosk.staff.fact.catalogue', each)}: {self.catalogue or '—'}" for each in Language
        )
        for each in (Language.EN, Language.AR):
            said = self.key.say(wording, each, self.paper.country)
            yield f"{wording.say('kiosk.staff.fact.key', each)}: {bare(said)}"
        yield from self.paper.lines(wording)


def _print(conditions: tuple[Condition, ...], known: _Known, arguments: argparse.Namespace) -> int:
    wording = resources.load_wording()
    closed = bool(closing(conditions))
    said = [
        (one, {each.value: wording.explain(Problem(one.code, "", one.params), each) for each in Language})
        for one in conditions
    ]
    if arguments.json:
        found = [{"code": one.code, "level": one.level.value, "why": why} for one, why in said]
        record = {"closed": closed, "conditions": found, **known.record()}
        print(json.dumps(record, ensure_ascii=False, indent=2))
        return int(closed)
    for line in known.lines(wording):
        print(line)
    for one, why in said:
        print(f"{one.level.value}  {one.code}\n  {why['en']}\n  {why['ar']}")
    if not said:
        print(f"{wording.say('kiosk.staff.well', Language.EN)}\n{wording.say('kiosk.staff.well', Language.AR)}")
    return int(closed)
