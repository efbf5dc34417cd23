"""The municipality's own keys: made at the portal, named in the key set, and used for the codes of what is issued."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from portal.assembly import Portal, stamp
from portal.cases.certify_station import CLOCK_SLACK
from portal.code_root import public_text
from portal.keys import key_pem, load_signing, made_once
from portal.store.issuing_key_store import add_issuing_key, end_issuing_key, issuing_keys
from portal.store.station_store import next_key_id
from shubbak.domain.text import Text
from shubbak.wire.output_code import OutputFacts, OutputKind, make_output_code
from shubbak.wire.station import ReceiptKey


class NoIssuingKeyError(Exception):
    """No key that is good now signs this kind of output. The text is a code: issuing-key-none."""


def make_issuing_key(portal: Portal, municipality: Text, kinds: tuple[OutputKind, ...]) -> ReceiptKey:
    """Make a key beside those that there are, and return what the key set says of it; raises KeyFileError and OSError.

    The file comes first: a key that stands in the set and cannot sign would be worse than a file that nobody uses.
    """
    with portal.database.write() as connection:
        key_id = next_key_id(connection)
        private = load_signing(made_once(_file(portal, key_id), lambda: key_pem(Ed25519PrivateKey.generate())))
        key = ReceiptKey(
            key_id=key_id,
            station="",
            public_key=public_text(private),
            valid_from=stamp(portal.now() - CLOCK_SLACK),
            valid_to="",
            municipality_ar=municipality.ar,
            municipality_en=municipality.en,
            signs=tuple(kind.value for kind in kinds),
        )
        add_issuing_key(connection, key)
    return key


def end_key(portal: Portal, key_id: int) -> bool:
    """End a key now; False when it is unknown or has ended. What it signed before stays good."""
    with portal.database.write() as connection:
        return end_issuing_key(connection, key_id, stamp(portal.now()))


def list_keys(portal: Portal) -> list[ReceiptKey]:
    """Return every issuing key, also those that have ended."""
    with portal.database.read() as connection:
        return issuing_keys(connection)


def issue_code(portal: Portal, facts: OutputFacts, municipality_en: str = "") -> str:
    """Return the code of an output, signed with the newest key that is good now and signs its kind, of one municipality
    where it is named. Raises NoIssuingKeyError, ValueError for facts that do not fit, KeyFileError and OSError.
    """
    with portal.database.read() as connection:
        return issue_code_with(portal, connection, facts, municipality_en)


def issue_code_with(portal: Portal, connection: Connection, facts: OutputFacts, municipality_en: str = "") -> str:
    """As `issue_code`, inside the transaction that gave the output its number."""
    now = stamp(portal.now())
    fitting = [
        key
        for key in issuing_keys(connection)
        if facts.kind.value in key.signs
        and key.valid_from <= now
        and (not key.valid_to or key.valid_to > now)
        and municipality_en in ("", key.municipality_en)
    ]
    if not fitting:
        raise NoIssuingKeyError("issuing-key-none")
    key_id = fitting[-1].key_id
    return make_output_code(facts, portal.verify_url, key_id, load_signing(_file(portal, key_id)))


def _file(portal: Portal, key_id: int) -> Path:
    portal.codes.mkdir(parents=True, exist_ok=True, mode=0o700)
    return portal.codes / f"issuing-{key_id}.pem"
