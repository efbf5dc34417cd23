"""`shubbak enrol`: trade a one-time code from the portal's staff for this machine's identity, or change its key."""

from __future__ import annotations

import argparse
import base64
import sys
from dataclasses import replace
from typing import Any

from shubbak import resources
from shubbak.adapters.portal_client.requests_portal import RequestsPortal
from shubbak.adapters.system.station_home import StationHome, station_home
from shubbak.adapters.system.station_presence import StationAtWork, StationPresence
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.cli.new_key import new_key
from shubbak.cli.station_file import complain
from shubbak.ports.portal import PortalError
from shubbak.ports.store import StoreError
from shubbak.services.enrolment import IdentityError, enrol
from shubbak.services.self_watch import last_sequence
from shubbak.services.station_identity import StationIdentity
from shubbak.station.portal_authority import add_portal_ca
from shubbak.station.store_door import StationKeys, identity_file, open_store
from shubbak.wire.enrolment_text import (
    EnrolmentText,
    is_enrolment_text,
    key_fingerprint,
    read_enrolment_text,
    spoken_fingerprint,
)


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("enrol", help="make this machine a station of a portal")
    parser.add_argument(
        "--portal", metavar="URL", default="", help="the portal's address (https), unless the QR code has it"
    )
    add_portal_ca(parser)
    parser.add_argument("--code", default="", help="the one-time code or the text of its QR code, else asked for")
    parser.add_argument("--home", default="", help="the station's folder (SHUBBAK_HOME, else var/station)")
    parser.add_argument("--replace", action="store_true", help="although this machine is a station already")
    parser.add_argument("--new-key", metavar="OPERATOR", help="instead: give the station that this is another key")
    parser.set_defaults(run=_enrol)


def _enrol(arguments: argparse.Namespace) -> int:
    home = station_home(arguments.home)
    if arguments.new_key is not None:
        return new_key(home, arguments.portal, arguments.portal_ca, arguments.new_key)
    if home.identity.exists() and not arguments.replace:
        return _fail("outbox.enrolled_already")
    try:
        ticket = _ticket(arguments.portal, arguments.code or _ask())
    except ValueError:
        return _fail("problem.enrolment-text")
    try:
        portal = RequestsPortal(ticket.portal, ca_file=arguments.portal_ca)
    except ValueError:
        return _fail("problem.portal-address")
    try:
        home.make()
        present = StationPresence(home.folder, alone=True) if arguments.replace else None
    except StationAtWork:
        return _fail("outbox.station_at_work")
    except OSError:
        return _fail("problem.identity-not-written")
    try:
        return _become(home, portal, ticket)
    finally:
        if present is not None:
            present.leave()


def _become(home: StationHome, portal: RequestsPortal, ticket: EnrolmentText) -> int:
    try:
        identity = _enrolled(home, portal, ticket)
    except PortalError as error:
        if error.is_away:
            return _fail("outbox.enrolment_offline")
        return _fail(f"problem.{error.detail or error.code}", f"problem.{error.code}")
    except (IdentityError, StoreError) as error:
        return _fail(f"problem.{error.code}")
    if not ticket.key:
        _say_key(identity)
    print(f"{identity.station}  {identity.municipality.en}, {identity.office.en}  {identity.portal_url}")
    return 0


def _enrolled(home: StationHome, portal: RequestsPortal, ticket: EnrolmentText) -> StationIdentity:
    keys = StationKeys(home)
    first, shelf = _first_sequence(home, keys), identity_file(home, keys)
    url = ticket.portal.rstrip("/")
    return enrol(portal, url, ticket.code, SystemClock(), shelf, first_sequence=first, portal_key=ticket.key)


def _say_key(identity: StationIdentity) -> None:
    """A code alone does not say which portal is meant: people compare what answered with what made the code."""
    signing = base64.b64encode(identity.portal_signing.public_bytes_raw()).decode()
    complain("outbox.enrolment_compare", fingerprint=spoken_fingerprint(key_fingerprint(signing)))


def _first_sequence(home: StationHome, keys: StationKeys) -> int:
    """Return the number that this machine's next packet gets: its store goes on counting, whoever the station is."""
    if not home.store.exists():
        return 1
    store = open_store(home, keys)
    try:
        return last_sequence(store) + 1
    finally:
        store.close()


def _ask() -> str:
    """Take one line: typed, or by a reader that types what it scans and ends with Enter."""
    complain("outbox.enrolment_asked")
    return sys.stdin.readline()


def _ticket(portal_url: str, untrusted: str) -> EnrolmentText:
    """Return what to enrol with; an address that was named counts more than the QR code's.

    Raises ValueError when there is no code, or no address.
    """
    scanned = read_enrolment_text(untrusted) if is_enrolment_text(untrusted) else EnrolmentText("", untrusted.strip())
    ticket = replace(scanned, portal=portal_url or scanned.portal)
    if not ticket.code or not ticket.portal:
        raise ValueError("enrolment-text")
    return ticket


def _fail(*keys: str) -> int:
    """Print the first of these sentences that is known; the portal may give codes that this release does not know."""
    known = resources.load_wording().keys()
    return complain(next(key for key in keys if key in known))
