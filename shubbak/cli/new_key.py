"""`shubbak enrol --new-key`: this station changes its key, while none of its programs is at work."""

from __future__ import annotations

from shubbak import resources
from shubbak.adapters.portal_client.requests_portal import RequestsPortal
from shubbak.adapters.system.station_home import StationHome
from shubbak.adapters.system.station_presence import StationAtWork, StationPresence
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.cli.station_file import complain
from shubbak.ports.portal import PortalError
from shubbak.ports.store import StoreError
from shubbak.services.enrolment import IdentityError
from shubbak.services.next_key import change_key
from shubbak.services.station_identity import StationIdentity
from shubbak.station.store_door import StationKeys, identity_file, open_store

_NOT_WRITTEN = "outbox.new_key_not_written"


def new_key(home: StationHome, portal_url: str, ca_file: str, operator: str) -> int:
    """Give the station another key and return 0; else say in both languages why not, and return 1.

    portal_url: where the portal is now, "" for where the station enrolled. operator: who asks for it.
    """
    if not home.identity.exists():
        return complain("outbox.no_station", folder=str(home.folder))
    try:
        present = StationPresence(home.folder, alone=True)
    except StationAtWork:
        return complain("outbox.station_at_work")
    except OSError:
        return complain(_NOT_WRITTEN)
    try:
        identity = _changed(home, portal_url, ca_file, operator)
    except PortalError as error:
        return _unchanged(error)
    except (IdentityError, StoreError) as error:
        return complain(_NOT_WRITTEN if error.code == "identity-not-written" else f"problem.{error.code}")
    except ValueError:
        return complain("problem.portal-address")
    finally:
        present.leave()
    print(f"{identity.station}  {identity.key_id}")
    return 0


def _changed(home: StationHome, portal_url: str, ca_file: str, operator: str) -> StationIdentity:
    keys = StationKeys(home)
    shelf = identity_file(home, keys)
    identity = shelf.load()
    portal = RequestsPortal(portal_url or identity.portal_url, ca_file=ca_file, signer=identity.signer)
    store = open_store(home, keys)
    try:
        return change_key(portal, SystemClock(), shelf, store, operator)
    finally:
        store.close()


def _unchanged(error: PortalError) -> int:
    """Say why in a sentence that is known, if there is one, and that the station goes on with the key that it has."""
    if error.is_away:
        return complain("outbox.new_key_offline")
    known = resources.load_wording().keys()
    complain(next(key for key in (f"problem.{error.detail}", f"problem.{error.code}") if key in known))
    return complain("outbox.new_key_unchanged")
