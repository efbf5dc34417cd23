"""`shubbak audit`: the station's audit trail shown, verified and exported; an export verified without the station."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shubbak import resources
from shubbak.adapters.system.station_home import station_home
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.cli.audit_proof import ProofError, read_anchors, station_key
from shubbak.cli.station_file import complain, with_store
from shubbak.domain.audit import AuditEvent
from shubbak.domain.text import Language, isolate
from shubbak.domain.wording import Wording
from shubbak.services.audit_check import AuditVerdict, all_events, check_file, check_trail
from shubbak.station.identity import StationClosed, read_identity
from shubbak.wire.audit_export import MAX_LINE_BYTES, AuditExportError, write_lines
from shubbak.wire.moment import moment_text

if TYPE_CHECKING:
    from shubbak.adapters.store.station_store import SqliteStationStore

HOLDS, BROKEN, UNUSABLE = 0, 1, 2


def add_parser(subparsers: Any) -> None:
    """Add the command and its verbs."""
    parser = subparsers.add_parser("audit", help="show, verify and export the station's audit trail")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    show = _verb(verbs, "show", _show, "list the events, the newest last")
    show.add_argument("--last", type=int, default=50, metavar="N", help="how many; 0 for all (%(default)s)")
    show.add_argument("--json", action="store_true", help="print one JSON object a line")
    verify = _verb(verbs, "verify", _verify, "say whether the trail is what it was")
    verify.add_argument("file", nargs="?", type=Path, help="an exported trail, in place of the station's own")
    verify.add_argument(
        "--anchors", type=Path, metavar="FILE", help="what `shubbak portal anchors STATION --json` says"
    )
    verify.add_argument("--station-key", default="", metavar="KEY", help="the station's Ed25519 public key, base64")
    verify.add_argument("--certificate", type=Path, metavar="FILE", help="the station's certificate, as JSON")
    verify.add_argument(
        "--portal-key", default="", metavar="KEY", help="the portal's signing key: checks a certificate"
    )
    verify.add_argument("--json", action="store_true", help="answer as one JSON object")
    export = _verb(verbs, "export", _export, "write the trail for an auditor, its head signed by the station")
    export.add_argument("out", type=Path)


def _verb(verbs: Any, name: str, run: Callable[[argparse.Namespace], int], help_text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=help_text)
    parser.add_argument("--home", default="", help="the station's folder (SHUBBAK_HOME, else var/station)")
    parser.set_defaults(run=run)
    return parser


def _show(arguments: argparse.Namespace) -> int:
    def show(store: SqliteStationStore) -> int:
        after = max(0, store.audit_head().number - arguments.last) if arguments.last > 0 else 0
        wording, count = resources.load_wording(), 0
        for event in all_events(store, after):
            count += 1
            print(json.dumps(_record(event), ensure_ascii=False) if arguments.json else _lines(event, wording))
        if not count and not arguments.json:
            print("\n".join(wording.say("audit.empty", language) for language in Language))
        return HOLDS

    return with_store(arguments.home, show, UNUSABLE)


def _lines(event: AuditEvent, wording: Wording) -> str:
    """One event: its facts, and under them its sentence in both languages."""
    facts = f"{event.number:>6}  {event.at}  {event.kind}  {event.subject}".rstrip()
    return "\n".join([facts, *(f"        {_say(event, wording, language)}" for language in Language)])


def _say(event: AuditEvent, wording: Wording, language: Language) -> str:
    known, key = wording.keys(), f"audit.kind.{event.kind}"
    said = (
        wording.say(key, language)
        if key in known
        else wording.say("audit.unknown_kind", language, kind=isolate(event.kind))
    )
    if not event.detail:
        return said
    # Most details are the code of a problem, which has its sentence; the others are counts and versions.
    why = f"problem.{event.detail}"
    plain = why in known and "{" not in wording.text(why).say(language)
    return f"{said} {wording.say(why, language) if plain else isolate(event.detail)}"


def _record(event: AuditEvent) -> dict[str, object]:
    return {
        "number": event.number,
        "at": event.at,
        "kind": event.kind,
        "subject": event.subject,
        "detail": event.detail,
        "link": event.link.hex(),
    }


def _verify(arguments: argparse.Namespace) -> int:
    try:
        anchors = read_anchors(arguments.anchors) if arguments.anchors else {}
        if arguments.file is None:
            return with_store(arguments.home, lambda store: _report(check_trail(store, anchors), arguments), UNUSABLE)
        key = station_key(arguments.station_key, arguments.certificate, arguments.portal_key)
        with arguments.file.open("rb") as file:
            lines = iter(lambda: file.readline(MAX_LINE_BYTES), b"")
            return _report(check_file(lines, key, anchors), arguments)
    except (ProofError, AuditExportError) as error:
        return complain(f"problem.{error.code}", UNUSABLE)
    except OSError:
        return complain("problem.audit-file-unreadable", UNUSABLE)


def _report(verdict: AuditVerdict, arguments: argparse.Namespace) -> int:
    wording = resources.load_wording()
    said = {language: list(_sentences(verdict, wording, language)) for language in Language}
    if arguments.json:
        facts = {"holds": verdict.holds, "events": verdict.head.number, "head": verdict.head.link.hex()}
        facts |= {"broken_at": verdict.broken_at, "cut": verdict.cut, "vouched": verdict.vouched}
        print(json.dumps(facts | {"says": {key.value: " ".join(lines) for key, lines in said.items()}}))
    else:
        print("\n\n".join("\n".join(said[language]) for language in Language))
    return HOLDS if verdict.holds else BROKEN


def _sentences(verdict: AuditVerdict, wording: Wording, language: Language) -> Iterator[str]:
    last, at = isolate(str(verdict.head.number)), isolate(str(verdict.broken_at))
    if verdict.cut:
        yield wording.say("audit.cut", language, last=last, number=at)
    elif not verdict.holds:
        yield wording.say("audit.broken", language, number=at)
    else:
        yield wording.say("audit.holds", language, count=last)
        if verdict.vouched:
            yield wording.say("audit.vouched", language, number=isolate(str(verdict.vouched)))
        else:
            yield wording.say("audit.unvouched", language)


def _export(arguments: argparse.Namespace) -> int:
    def export(store: SqliteStationStore) -> int:
        identity = read_identity(station_home(arguments.home).folder)
        lines = write_lines(all_events(store), identity.station, moment_text(SystemClock().now()), identity.key)
        count = _write(arguments.out, lines) - 1
        wording = resources.load_wording()
        for language in Language:
            print(wording.say("audit.exported", language, count=isolate(str(count)), file=isolate(str(arguments.out))))
        return HOLDS

    try:
        return with_store(arguments.home, export, UNUSABLE)
    except StationClosed as error:
        return complain(f"problem.{error}", UNUSABLE)
    except OSError:
        return complain("problem.audit-file-unreadable", UNUSABLE)


def _write(path: Path, lines: Iterator[bytes]) -> int:
    """Write beside, then rename: half an export would read as a trail whose end was cut."""
    beside, count = path.with_name(path.name + ".new"), 0
    with beside.open("wb") as file:
        for count, line in enumerate(lines, 1):  # noqa: B007 - the count is what is returned
            file.write(line)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    return count
