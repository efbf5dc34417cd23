"""`shubbak outbox`: what waits at this station and why, and sending one again."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from shubbak import resources
from shubbak.adapters.store.station_store import SqliteStationStore
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.cli.station_file import complain, with_store
from shubbak.domain.text import Language, bare
from shubbak.domain.wording import Wording
from shubbak.ports.store import OutboxItem, PacketState
from shubbak.services.outbox_view import Action, action_for, age_words, code_words, reason_words, size_words
from shubbak.wire.moment import moment_text

_COLUMNS = ("no", "receipt", "service", "total", "owner", "age", "size", "state", "tries", "case", "id")


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
    return with_store(arguments.home, lambda store: _print(store.outbox(), arguments))


def _retry(arguments: argparse.Namespace) -> int:
    def requeue(store: SqliteStationStore) -> int:
        if store.requeue(arguments.id, SystemClock().now()):
            return 0
        return complain("outbox.nothing_waits", id=arguments.id)

    return with_store(arguments.home, requeue)


def _print(items: tuple[OutboxItem, ...], arguments: argparse.Namespace) -> int:
    shown = [item for item in items if arguments.all or item.state is not PacketState.ACKNOWLEDGED]
    wording = resources.load_wording()
    if arguments.json:
        print(json.dumps([_record(item, wording) for item in shown], ensure_ascii=False, indent=2))
        return 0
    if not shown:
        print(f"{wording.say('outbox.empty', Language.EN)}\n{wording.say('outbox.empty', Language.AR)}")
        return 0
    rows = [_COLUMNS, *(_cells(item, wording) for item in shown)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    for number, row in enumerate(rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if number:
            for line in _reasons(shown[number - 1], wording):
                print(f"      {line}")
    return 0


def _cells(item: OutboxItem, wording: Wording) -> tuple[str, ...]:
    return (
        str(item.sequence),
        item.receipt,
        item.service_id,
        f"{item.total.decimal()} {item.total.currency}",
        item.operator or "-",
        bare(age_words(wording, Language.EN, item.sealed_at, SystemClock().now())),
        bare(size_words(item.size)) or "-",
        item.state.value,
        str(item.attempts),
        item.case or "-",
        item.id,
    )


def _reasons(item: OutboxItem, wording: Wording) -> Iterator[str]:
    """Yield, in each language, why it waits, when it is tried next, and the one thing to do."""
    if item.case:
        return
    action = action_for(item)
    for language in (Language.EN, Language.AR):
        when = item.next_try_at.strftime("%H:%M:%SZ")
        next_try = wording.say("outbox.next_try", language, time=when) if item.state is PacketState.SEALED else ""
        advice = "" if action is Action.NONE else f"[{wording.say(f'outbox.action.{action.value}', language)}]"
        yield " ".join(part for part in (reason_words(wording, language, item), next_try, advice) if part)


def _record(item: OutboxItem, wording: Wording) -> dict[str, object]:
    languages = {
        language.value: code_words(wording, language, item.reason) if item.reason else "" for language in Language
    }
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
        "operator": item.operator,
        "size": item.size,
        "age_seconds": max(0, int((SystemClock().now() - item.sealed_at).total_seconds())),
        "action": action_for(item).value,
    }
