"""`shubbak portal`: serves the central portal, and lets its staff enrol stations and look at what arrived."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shubbak import resources
from shubbak.cli.portal_codes import add_codes
from shubbak.cli.portal_fleet import add_fleet
from shubbak.cli.portal_updates import add_updates
from shubbak.wire.enrolment_text import EnrolmentText, key_fingerprint, make_enrolment_text, spoken_fingerprint

if TYPE_CHECKING:
    from portal.assembly import Portal

_DATABASE = "sqlite:///var/portal/portal.sqlite"
_FILES = "var/portal/files"
#: Seconds between two looks for a trial's new cases.
_SAMPLES_EVERY = 3.0
_COUNTRIES = ("jo", "kw", "om", "sa")


def _port(untrusted: str) -> int:
    try:
        port = int(untrusted)
    except ValueError:
        port = -1
    if not 0 <= port <= 65_535:
        raise argparse.ArgumentTypeError(f'"{untrusted}" is no port; ports go from 0 to 65535')
    return port


def add_parser(subparsers: Any) -> None:
    """Add the command and its own subcommands."""
    parser = subparsers.add_parser("portal", help="serve the central portal, enrol stations, list applications")
    _add_places(parser, defaults=True)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=_port, default=8080, help="port to listen on, 0 for any free one (%(default)s)")
    parser.add_argument("--end-with-stdin", action="store_true", help="end when standard input closes (trials)")
    samples = "issue what cases ask for at once, as void samples (trials: only with --end-with-stdin)"
    parser.add_argument("--sample-outputs", action="store_true", help=samples)
    parser.add_argument("--public-url", default="", help="how people reach the portal, printed in receipt codes")
    parser.set_defaults(run=_serve)
    verbs = parser.add_subparsers(metavar="VERB")
    _add_enrol(verbs)
    applications = _add_verb(verbs, "applications", _applications, "list accepted applications")
    applications.add_argument("--json", action="store_true", help="print one JSON array")
    show = _add_verb(verbs, "show", _show, "show one opened case (personal data: for staff only)")
    show.add_argument("case")
    show.add_argument("--json", action="store_true", help="print one line of JSON instead of an indented one")
    take = _add_verb(verbs, "take", _take, "take packets from a USB stick and write the answers beside them")
    take.add_argument("stick", type=Path, help="the folder where the stick is mounted")
    revoke = _add_verb(verbs, "revoke", _revoke, "refuse a station from now on")
    revoke.add_argument("station")
    reinstate = _add_verb(verbs, "reinstate", _reinstate, "take a station's revocation back")
    reinstate.add_argument("station")
    _add_verb(verbs, "rotate-keys", _rotate_keys, "make a new sealing key; older ones still open")
    add_fleet(verbs, _add_verb, _open)
    add_codes(verbs, _add_verb, _open)
    add_updates(verbs, _add_verb, _open)


def _add_places(parser: argparse.ArgumentParser, *, defaults: bool) -> None:
    """Add where the portal keeps its things; a verb's own parser must not write defaults over what came before it."""

    def default(value: object) -> object:
        return value if defaults else argparse.SUPPRESS

    parser.add_argument("--database", default=default(_DATABASE), help=f"database URL ({_DATABASE})")
    parser.add_argument("--files", default=default(_FILES), help=f"object store: folder or URL ({_FILES})")
    parser.add_argument("--keys", type=Path, default=default(None), help="private keys' folder (beside the database)")
    parser.add_argument("--services", type=Path, default=default(None), help="the catalogue's folder")
    served = "serve this country's services only"
    parser.add_argument("--serves", choices=_COUNTRIES, default=default(""), help=served)


def _add_verb(verbs: Any, name: str, run: object, help_text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=help_text)
    _add_places(parser, defaults=False)
    parser.set_defaults(run=run)
    return parser


def _add_enrol(verbs: Any) -> None:
    parser = _add_verb(verbs, "enrol", _enrol, "make a one-time code for a new station and print it")
    parser.add_argument("--station", required=True, help="short code that its receipt numbers begin with, such as K07")
    parser.add_argument("--country", required=True, choices=_COUNTRIES)
    parser.add_argument("--office-ar", required=True)
    parser.add_argument("--office-en", required=True)
    parser.add_argument("--municipality-ar", default="", help="the country's usual one if left out")
    parser.add_argument("--municipality-en", default="")
    told = "how the station reaches the portal, for the QR code"
    parser.add_argument("--public-url", default=argparse.SUPPRESS, help=told)
    parser.add_argument("--qr", action="store_true", help="draw the code as a QR code below it")
    parser.add_argument("--qr-file", type=Path, metavar="FILE", help="save the QR code as a PNG for your eyes alone")


def _open(arguments: argparse.Namespace, public_url: str = "") -> Portal:
    """Open the portal, or end the program with one line that says what is in the way."""
    from alembic.util import CommandError
    from sqlalchemy.exc import ArgumentError, DBAPIError

    from portal.assembly import ForeignKeysError, Settings, open_portal
    from portal.keys import KeyFileError
    from portal.store.objects import ObjectStoreError

    services = arguments.services or resources.root() / "services"
    try:
        keys = arguments.keys or _keys_beside(arguments.database)
        places = (arguments.database, arguments.files, keys, services, public_url.rstrip("/"))
        return open_portal(Settings(*places, country=arguments.serves))
    except DBAPIError as error:
        line = f"the database does not open: {str(error.orig).strip().splitlines()[0]}"
    except CommandError:
        line = "the database was made by a newer portal than this one"
    except ForeignKeysError:
        line = "the database belongs to other keys than those in the keys folder; bring its own back (--keys)"
    except (KeyFileError, ObjectStoreError, OSError, ValueError, ArgumentError) as error:
        line = str(error)
    sys.exit(_fail(line))


def _keys_beside(database: str) -> Path:
    from portal.store.database import database_url

    url = database_url(database)
    return Path(str(url.database)).parent / "keys" if url.drivername == "sqlite" else Path("var/portal/keys")


def _fail(line: str) -> int:
    print(f"shubbak portal: {line}", file=sys.stderr)
    return 1


def _serve(arguments: argparse.Namespace) -> int:
    from portal.serve import listen, local_url, serve

    try:
        listener = listen(arguments.host, arguments.port)
    except OSError as error:
        return _fail(f"cannot listen on {arguments.host} port {arguments.port}: {error.strerror}")
    with listener:
        portal = _open(arguments, arguments.public_url or local_url(listener))
        if arguments.end_with_stdin:
            threading.Thread(target=_end_with_stdin, daemon=True).start()
            if arguments.sample_outputs:
                threading.Thread(target=_issue_samples, args=(portal,), daemon=True).start()
        try:
            serve(portal, listener)
        finally:
            portal.close()
    return 0


def _end_with_stdin() -> None:
    """A trial's portal must not outlive the app that started it, however that ended."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


def _issue_samples(portal: Portal) -> None:
    """A trial has no officials: what can be printed of its applications is there a few seconds later."""
    from portal.cases.sample_outputs import SampleOfficial

    official = SampleOfficial(portal, resources.load_wording())
    while True:
        official.issue_all()
        time.sleep(_SAMPLES_EVERY)


def _enrol(arguments: argparse.Namespace) -> int:
    from portal.cases.enrol_station import CODE_LIFE, make_code
    from portal.refusal import RefusalError
    from portal.store.station_store import StationPlace

    usual = resources.load_wording().text(f"portal.municipality.{arguments.country}")
    place = StationPlace(
        station=arguments.station,
        country=arguments.country,
        municipality_ar=arguments.municipality_ar or usual.ar,
        municipality_en=arguments.municipality_en or usual.en,
        office_ar=arguments.office_ar,
        office_en=arguments.office_en,
    )
    if (arguments.qr or arguments.qr_file) and not arguments.public_url:
        return _fail("a QR code holds the portal's address too: name it with --public-url")
    portal = _open(arguments)
    key = key_fingerprint(portal.keys.public().signing)
    try:
        code = make_code(portal, place)
    except RefusalError:
        return _fail(f"station {place.station} is already enrolled; a replaced machine gets a new code")
    except ValueError:
        return _fail("a station's code is 2 to 8 capitals and digits, without I, O, X, Y and Z")
    finally:
        portal.close()
    print(code)
    try:
        _draw(arguments, code, key)
    except OSError as error:
        return _fail(f"the QR code was not saved ({error.strerror}); the code itself is good")
    hours = int(CODE_LIFE.total_seconds() // 3600)
    print(f"for station {place.station}, once, within {hours} hours", file=sys.stderr)
    print(f"this portal's key, to compare at the station: {spoken_fingerprint(key)}", file=sys.stderr)
    return 0


def _draw(arguments: argparse.Namespace, code: str, key: str) -> None:
    """Draw the QR code where it was asked for; the file is as secret as the code."""
    if not (arguments.qr or arguments.qr_file):
        return
    from shubbak.adapters.system.qr_drawing import qr_lines, qr_png

    text = make_enrolment_text(EnrolmentText(arguments.public_url.rstrip("/"), code, key))
    if arguments.qr:
        print("\n".join(qr_lines(text)))
    if arguments.qr_file:
        handle = os.open(arguments.qr_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(qr_png(text))


def _applications(arguments: argparse.Namespace) -> int:
    from portal.store.case_store import list_applications

    portal = _open(arguments)
    with portal.database.read() as connection:
        lines = [dataclasses.asdict(line) for line in list_applications(connection)]
    portal.close()
    if arguments.json:
        print(json.dumps(lines, ensure_ascii=False))
        return 0
    for line in lines:
        print(
            "{case}  {receipt}  {service}  {total_minor} {currency}  {documents} documents  {findings} findings  "
            "{accepted_at}".format(**line)
        )
    return 0


def _show(arguments: argparse.Namespace) -> int:
    from portal.store.case_store import open_case

    portal = _open(arguments)
    with portal.database.read() as connection:
        opened = open_case(connection, arguments.case)
    portal.close()
    if opened is None:
        return _fail(f"no case {arguments.case}")
    print(json.dumps(opened, ensure_ascii=False, indent=None if arguments.json else 2))
    return 0


def _take(arguments: argparse.Namespace) -> int:
    from shubbak.cli.portal_stick import take

    portal = _open(arguments)
    try:
        return take(portal, arguments.stick)
    finally:
        portal.close()


def _revoke(arguments: argparse.Namespace) -> int:
    from portal.assembly import stamp
    from portal.store.station_store import revoke

    portal = _open(arguments)
    with portal.database.write() as connection:
        known = revoke(connection, arguments.station, stamp(portal.now()))
    portal.close()
    return 0 if known else _fail(f"no station {arguments.station}")


def _reinstate(arguments: argparse.Namespace) -> int:
    from portal.store.station_store import reinstate

    portal = _open(arguments)
    with portal.database.write() as connection:
        was_revoked = reinstate(connection, arguments.station)
    portal.close()
    return 0 if was_revoked else _fail(f"no revoked station {arguments.station}")


def _rotate_keys(arguments: argparse.Namespace) -> int:
    from portal.keys import KeyFileError, rotate_keys

    portal = _open(arguments)  # says what is in the way, such as keys of another database
    portal.close()
    try:
        made = rotate_keys(arguments.keys or _keys_beside(arguments.database))
    except (KeyFileError, OSError) as error:
        return _fail(str(error))
    print(made.name)
    print("stations hear of it after the portal's next start; keep the older files", file=sys.stderr)
    return 0
