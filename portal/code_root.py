"""Who may sign lists of keys and void receipts: the root, its warrant for the portal's list key, and the root's moves.

Below the portal's keys a folder `codes` holds `list.pem`, the key that signs lists, and `warrant.json`, its proof.
Where no ceremony was held, `root.pem` lies there too: the portal is its own root, which is good for a trial. A ceremony
moves the root to a folder of its own, on a stick that is kept elsewhere; stations follow by the succession.
"""

from __future__ import annotations

import base64
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from portal.assembly import stamp
from portal.keys import KeyFileError, key_pem, load_signing, made_once
from portal.updates.durable import write_whole
from portal.updates.key_files import load_private_key, make_private_key
from shubbak.wire.seal import sign_text
from shubbak.wire.warranted import ListWarrant, RootSuccession, SignedText, Warranted

#: The keepers meet once a year, and have a month to spare.
WARRANT_LIFE = timedelta(days=400)
RENEWED_BEFORE_END = timedelta(days=100)
WARNED_BEFORE_END = timedelta(days=40)
_LOG = logging.getLogger("portal.codes")
_ROOT, _LIST, _WARRANT = "root.pem", "list.pem", "warrant.json"


class WarrantFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `warrant.json` holds. root: the one that signed the warrant, Ed25519, raw, base64."""

    root: str
    warrant: SignedText
    successions: list[SignedText] = []


class CodeRootError(Exception):
    """A ceremony that cannot be held. The text is a code: code-root-elsewhere (the root lies elsewhere, so bring it) or
    code-root-another (this key is not the root)."""


@dataclass(frozen=True, slots=True)
class CodeAuthority:
    """The portal's right to sign lists. own_root: the root's private key lies with the portal itself."""

    list_key: Ed25519PrivateKey
    file: WarrantFile
    own_root: bool

    @property
    def warrant(self) -> ListWarrant:
        """The warrant in force."""
        return msgspec.json.decode(self.file.warrant.statement, type=ListWarrant)

    def sign(self, statement: msgspec.Struct) -> Warranted:
        """Sign a list's statement with everything that proves it."""
        return self.sign_again(msgspec.json.encode(statement).decode())

    def sign_again(self, text: str) -> Warranted:
        """Sign a list's exact text."""
        return Warranted(text, sign_text(text, self.list_key), self.file.warrant, self.file.successions)


def open_authority(folder: Path, now: datetime) -> CodeAuthority:
    """Open the portal's right to sign lists, made if there is none yet; a root that lies here renews its warrant.

    Raises KeyFileError and OSError.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not (folder / _WARRANT).exists():
        _begin(folder, now)
    found = _read(folder)
    ends = datetime.fromisoformat(found.warrant.expires_at)
    if found.own_root and ends - now < RENEWED_BEFORE_END:
        _write(folder, _renewed(found, load_signing(folder / _ROOT), public_text(found.list_key), now))
        return _read(folder)
    if ends - now < WARNED_BEFORE_END:
        _LOG.error("the warrant for lists of keys ends on %s: shubbak portal code-root warrant", ends.date())
    return found


def move_root(folder: Path, into: Path, now: datetime) -> Path:
    """Make a new root in a folder of its own, which every station follows, and let go of the one that lies here.

    Returns the new root's file. Raises CodeRootError code-root-elsewhere, UpdateKeyError, KeyFileError and OSError.
    """
    found = open_authority(folder, now)
    if not found.own_root:
        raise CodeRootError("code-root-elsewhere")
    return _follow(folder, found, load_signing(folder / _ROOT), into, now)


def replace_root(folder: Path, old: Path, into: Path, now: datetime) -> Path:
    """Put a new root in the place of one that lies elsewhere, and return its file; raises as `move_root`, and
    CodeRootError code-root-another.
    """
    found = open_authority(folder, now)
    return _follow(folder, found, _brought(found, old), into, now)


def renew_warrant(folder: Path, root: Path | None, now: datetime) -> None:
    """Give the portal a new list key and a new warrant for it; whoever holds the old one signs no list any more.

    root: the file of the root's private key, None where it lies with the portal. Raises CodeRootError, UpdateKeyError,
    KeyFileError and OSError.
    """
    found = open_authority(folder, now)
    if root is None and not found.own_root:
        raise CodeRootError("code-root-elsewhere")
    key = load_signing(folder / _ROOT) if root is None else _brought(found, root)
    _with_new_list_key(folder, found, key, now)


def public_text(key: Ed25519PrivateKey) -> str:
    """Return a key's public half as the wire writes it."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def _begin(folder: Path, now: datetime) -> None:
    root = load_signing(made_once(folder / _ROOT, lambda: key_pem(Ed25519PrivateKey.generate())))
    key = load_signing(made_once(folder / _LIST, lambda: key_pem(Ed25519PrivateKey.generate())))
    warrant = _signed(_warrant(1, public_text(key), now), root)
    made_once(folder / _WARRANT, lambda: msgspec.json.encode(WarrantFile(public_text(root), warrant)))


def _read(folder: Path) -> CodeAuthority:
    try:
        file = msgspec.json.decode((folder / _WARRANT).read_bytes(), type=WarrantFile)
        warrant = msgspec.json.decode(file.warrant.statement, type=ListWarrant)
    except msgspec.MsgspecError as error:
        raise KeyFileError(f"key-file-unreadable {_WARRANT}") from error
    # The key's file is written before its warrant: between the two, the key that is warranted is the one before.
    keys = [load_signing(folder / name) for name in (_LIST, f"{_LIST}.before") if (folder / name).exists()]
    for key in keys:
        if public_text(key) == warrant.list_key:
            return CodeAuthority(key, file, _holds_root(folder, file))
    raise KeyFileError(f"key-file-unreadable {_LIST}")


def _holds_root(folder: Path, file: WarrantFile) -> bool:
    """Whether the root's private key lies here; a move that was cut short may have left one that is root no longer."""
    return (folder / _ROOT).exists() and public_text(load_signing(folder / _ROOT)) == file.root


def _follow(folder: Path, found: CodeAuthority, old: Ed25519PrivateKey, into: Path, now: datetime) -> Path:
    file = _free(into)
    new = make_private_key(file)
    succession = _signed(RootSuccession(public_text(new), stamp(now)), old)
    successions = [*found.file.successions, succession]
    moved = msgspec.structs.replace(found.file, root=public_text(new), successions=successions)
    _with_new_list_key(folder, CodeAuthority(found.list_key, moved, own_root=False), new, now)
    (folder / _ROOT).unlink(missing_ok=True)
    return file


def _with_new_list_key(folder: Path, found: CodeAuthority, root: Ed25519PrivateKey, now: datetime) -> None:
    new = Ed25519PrivateKey.generate()
    write_whole(folder / f"{_LIST}.before", key_pem(found.list_key), 0o600)
    write_whole(folder / _LIST, key_pem(new), 0o600)
    _write(folder, _renewed(found, root, public_text(new), now))
    (folder / f"{_LIST}.before").unlink()


def _renewed(found: CodeAuthority, root: Ed25519PrivateKey, list_key: str, now: datetime) -> WarrantFile:
    warrant = _warrant(found.warrant.warrant + 1, list_key, now)
    return msgspec.structs.replace(found.file, warrant=_signed(warrant, root))


def _warrant(number: int, list_key: str, now: datetime) -> ListWarrant:
    return ListWarrant(number, list_key, stamp(now), stamp(now + WARRANT_LIFE))


def _signed(statement: msgspec.Struct, key: Ed25519PrivateKey) -> SignedText:
    text = msgspec.json.encode(statement).decode()
    return SignedText(text, sign_text(text, key))


def _brought(found: CodeAuthority, file: Path) -> Ed25519PrivateKey:
    key = load_private_key(file)
    if public_text(key) != found.file.root:
        raise CodeRootError("code-root-another")
    return key


def _write(folder: Path, file: WarrantFile) -> None:
    write_whole(folder / _WARRANT, msgspec.json.encode(file), 0o600)


def _free(folder: Path) -> Path:
    number = 1
    while (file := folder / f"code-root-{number}.pem").exists():
        number += 1
    return file
