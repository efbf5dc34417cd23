"""`shubbak portal gaps`, `anchors` and `staff`: missing packets, anchored audit heads, and who may look at them."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portal.assembly import Portal
    from portal.cases.find_gaps import Gaps

Open = Callable[[argparse.Namespace], "Portal"]
AddVerb = Callable[[Any, str, object, str], argparse.ArgumentParser]
_LISTED = 20
_STAFF_LINES = {
    "staff-name": "a name is 1 to 60 printable signs",
    "staff-role": "the role is viewer, keeper or issuer",
    "staff-password-short": "a password has at least 12 signs, and 200 at most",
    "staff-password-simple": "the password holds the name, or the same few signs over and over",
}


def add_fleet(verbs: Any, add_verb: AddVerb, open_portal: Open) -> None:
    """Add the verbs; `add_verb` knows where a portal keeps its things, `open_portal` opens it."""

    def act(verb: Callable[[Portal, argparse.Namespace], int]) -> object:
        return lambda arguments: _run(arguments, open_portal, verb)

    gaps = add_verb(verbs, "gaps", act(_gaps), "list packets and receipts that never arrived; ends with 1 if any")
    gaps.add_argument("station", nargs="?", default="", help="one station instead of all")
    anchors = add_verb(verbs, "anchors", act(_anchors), "list the anchored heads of a station's audit trail")
    anchors.add_argument("station")
    for parser in (gaps, anchors):
        parser.add_argument("--json", action="store_true", help="print one JSON text")
    staff = add_verb(verbs, "staff", act(_staff_list), "list the accounts of the portal's staff")
    below = staff.add_subparsers(metavar="VERB")
    add = add_verb(below, "add", act(_staff_add), "make an account, or give a name a new password (asked for)")
    add.add_argument("--role", default="viewer", help="viewer, keeper (also settles alarms) or issuer (%(default)s)")
    end = add_verb(below, "end", act(_staff_end), "end an account and sign it out everywhere")
    for parser in (add, end):
        parser.add_argument("name")


def _run(arguments: argparse.Namespace, open_portal: Open, verb: Callable[[Portal, argparse.Namespace], int]) -> int:
    portal = open_portal(arguments)
    try:
        return verb(portal, arguments)
    finally:
        portal.close()


def _gaps(portal: Portal, arguments: argparse.Namespace) -> int:
    from portal.cases.find_gaps import find_gaps
    from portal.refusal import RefusalError
    from portal.store.station_store import list_stations

    with portal.database.read() as connection:
        stations = [known.place.station for known in list_stations(connection)]
    try:
        found = [find_gaps(portal, station) for station in ([arguments.station] if arguments.station else stations)]
    except RefusalError:
        return _fail(f"no station {arguments.station}")
    if arguments.json:
        print(json.dumps([_row(gaps) for gaps in found]))
    else:
        for gaps in found:
            print(f"{gaps.station}  highest {gaps.highest}  missing {gaps.missing_count}{_first(gaps.missing)}")
            if gaps.receipts_count:
                print(f"{gaps.station}  receipts missing {gaps.receipts_count}{_first(gaps.receipts)}")
    return 1 if any(gaps.missing_count or gaps.receipts_count for gaps in found) else 0


def _row(gaps: Gaps) -> dict[str, object]:
    """Return a station's gaps as JSON wants them: the names are those of the API."""
    return {
        "station": gaps.station,
        "highest": gaps.highest,
        "missing": gaps.missing,
        "missing_count": gaps.missing_count,
        "receipts": gaps.receipts,
        "receipts_count": gaps.receipts_count,
    }


def _first(missing: list[int] | list[str]) -> str:
    shown = ", ".join(str(number) for number in missing[:_LISTED])
    return f": {shown}{' …' if len(missing) > _LISTED else ''}" if shown else ""


def _anchors(portal: Portal, arguments: argparse.Namespace) -> int:
    from portal.cases.watch_fleet import anchors_of
    from portal.refusal import RefusalError

    try:
        anchors = anchors_of(portal, arguments.station)
    except RefusalError:
        return _fail(f"no station {arguments.station}")
    if arguments.json:
        print(json.dumps({str(anchor.event): anchor.link for anchor in anchors}))
        return 0
    for anchor in anchors:
        print(f"{anchor.event}  {anchor.link}  {anchor.anchored_at}")
    return 0


def _staff_list(portal: Portal, _arguments: argparse.Namespace) -> int:
    from portal.store.staff_store import list_accounts

    with portal.database.read() as connection:
        accounts = list_accounts(connection)
    for account in accounts:
        state = f"ended {account.ended_at}" if account.ended_at else f"since {account.created_at}"
        print(f"{account.name}  {account.role}  {state}")
    return 0


def _staff_add(portal: Portal, arguments: argparse.Namespace) -> int:
    from portal.cases.staff_accounts import StaffError, put_account

    password = _password()
    if password is None:
        return _fail("the two passwords differ")
    try:
        account = put_account(portal, arguments.name, arguments.role, password)
    except StaffError as error:
        return _fail(_STAFF_LINES[str(error)])
    print(f"{account.name}  {account.role}")
    return 0


def _password() -> str | None:
    """Ask twice at a terminal, None when the two differ; read one line where nobody is asked."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password (12 signs or more): ")
    return first if getpass.getpass("Once more: ") == first else None


def _staff_end(portal: Portal, arguments: argparse.Namespace) -> int:
    from portal.assembly import stamp
    from portal.cases.staff_accounts import name_key
    from portal.store.staff_store import end_account

    with portal.database.write() as connection:
        known = end_account(connection, name_key(arguments.name), stamp(portal.now()))
    return 0 if known else _fail(f"no account {arguments.name}")


def _fail(line: str) -> int:
    print(f"shubbak portal: {line}", file=sys.stderr)
    return 1
