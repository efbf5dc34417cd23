"""`shubbak outbox`: what waits at this station and why, and sending one again."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from shubbak import resources
from shubbak.adapters.store.station_store import SqliteStationStore
from shubbak.adapters.system.station_home import StationHome, station_home
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.domain.text import Language
from shubbak.domain.wording import Wording
from shubbak.ports.store import OutboxItem, PacketState, StoreError
from shubbak.station.store_door import open_store
from shubbak.wire.moment import moment_text

_COLUMNS = ("no", "receipt", "service", "total", "state", "tries", "sealed", "case", "id")


def add_parser(subparsers: Any) -> None:
    """Add the command and its verb."""
    parser = subparsers.add_parser("outbox", help="list what waits to reach the portal, and why")
    parser.add_argument("--home", default="", help="the station's folder (SHUBBAK_HOME, else var/station)")
    parser.add_argument("--all", action="store_true", help="also the last hundred that the portal has")
    parser.add_argument("--json", action="store_true", help="print one JSON array")
    parser.set_defaults(run=_list)
    verbs = parser.add_subparsers(metavar="VERB")
    retry = verbs.add_parser("retry", help="send a waiting or refused packet again at once")
    retry.add_argument("id")
    retry.add_argument("--home", default=argparse.SUPPRESS, help="the station's folder")
    retry.set_defaults(run=_retry)


def _list(arguments: argparse.Namespace) -> int:
    return _with_store(arguments, lambda store: _print(store.outbox(), arguments))


def _retry(arguments: argparse.Namespace) -> int:
    def requeue(store: SqliteStationStore) -> int:
        if store.requeue(arguments.id, SystemClock().now()):
            return 0
        return _fail("outbox.nothing_waits", id=arguments.id)

    return _with_store(arguments, requeue)


def _with_store(arguments: argparse.Namespace, act: Callable[[SqliteStationStore], int]) -> int:
    home: StationHome = station_home(arguments.home)
    if not home.store.exists():
        return _fail("outbox.no_station", folder=str(home.folder))
    try:
        store = open_store(home)
        try:
            return act(store)
        finally:
            store.close()
    except StoreError as error:
        return _fail(f"problem.{error.code}")


def _fail(key: str, **params: str) -> int:
    wording = resources.load_wording()
    for language in (Language.EN, Language.AR):
        print(wording.say(key, language, **params), file=sys.stderr)
    return 1


def _print(items: tuple[OutboxItem, ...], arguments: argparse.Namespace) -> int:
    shown = [item for item in items if arguments.all or item.state is not PacketState.ACKNOWLEDGED]
    wording = resources.load_wording()
    if arguments.json:
        print(json.dumps([_record(item, wording) for item in shown], ensure_ascii=False, indent=2))
        return 0
    if not shown:
        print(f"{wording.say('outbox.empty', Language.EN)}\n{wording.say('outbox.empty', Language.AR)}")
        return 0
    rows = [_COLUMNS, *(_cells(item) for item in shown)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    for number, row in enumerate(rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if number:
            for line in _reasons(shown[number - 1], wording):
                print(f"      {line}")
    return 0


def _cells(item: OutboxItem) -> tuple[str, ...]:
    return (
        str(item.sequence),
        item.receipt,
        item.service_id,
        f"{item.total.decimal()} {item.total.currency}",
        item.state.value,
        str(item.attempts),
        item.sealed_at.strftime("%Y-%m-%d %H:%M:%SZ"),
        item.case or "-",
        item.id,
    )


def _reasons(item: OutboxItem, wording: Wording) -> Iterator[str]:
    if item.state is PacketState.ACKNOWLEDGED:
        return
    for language in (Language.EN, Language.AR):
        why = _why(item.reason, wording, language) if item.reason else wording.say("outbox.not_tried", language)
        when = item.next_try_at.strftime("%H:%M:%SZ")
        next_try = wording.say("outbox.next_try", language, time=when) if item.state is PacketState.SEALED else ""
        yield f"{why} {next_try}".rstrip()


def _why(reason: str, wording: Wording, language: Language) -> str:
    """Explain a reason; the portal may know codes that this release does not, and those are shown as they are."""
    key, known = f"problem.{reason}", wording.keys()
    if key in known:
        return wording.say(key, language)
    return wording.say("outbox.unknown_reason", language, code=reason)


def _record(item: OutboxItem, wording: Wording) -> dict[str, object]:
    languages = {language.value: _why(item.reason, wording, language) if item.reason else "" for language in Language}
    return {
        "id": item.id,
        "sequence": item.sequence,
        "receipt": item.receipt,
        "service": item.service_id,
        "total_minor": item.total.amount_minor,
        "currency": item.total.currency,
        "state": item.state.value,
        "sealed_at": moment_text(item.sealed_at),
        "attempts": item.attempts,
        "next_try_at": moment_text(item.next_try_at),
        "reason": item.reason,
        "why": languages,
        "case": item.case,
        "printed": item.printed,
    }
