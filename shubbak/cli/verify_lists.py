"""The lists that `shubbak verify` is given: a signed key set and its root, or plain keys; and the void receipts."""

from __future__ import annotations

from pathlib import Path

import msgspec

from shubbak.services.paper_proof import PaperLists
from shubbak.wire.code_keys import CodeKeys
from shubbak.wire.key_set import LONGEST_KEY_SET, open_key_set
from shubbak.wire.station import ReceiptKeys
from shubbak.wire.void_list import LONGEST_VOID_LIST, open_void_list
from shubbak.wire.warranted import ListError, Trust, decode_warranted


class UnusableInputError(Exception):
    """There is nothing to check, or nothing to check it with. `code` is a problem code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_lists(keys: Path, voids: Path | None, root: str) -> PaperLists:
    """Read the files; raises UnusableInputError receipt-keys-unreadable, void-list-unreadable, verify-root-missing, or
    a list's own code where it is whole and proves nothing.

    root: the root's public key in base64; plain keys need none, and prove no more than the place they came from.
    """
    found, trust = _keys(read_bounded(keys, LONGEST_KEY_SET, "receipt-keys-unreadable"), root)
    if voids is None:
        return PaperLists(found)
    content = read_bounded(voids, LONGEST_VOID_LIST, "void-list-unreadable")
    try:
        return PaperLists(found, open_void_list(decode_warranted(content), _named(trust))[0])
    except ListError as error:
        raise UnusableInputError(_told(error, "void-list-unreadable")) from error


def read_bounded(path: Path, most: int, problem: str) -> bytes:
    """Read a file, and no more of it than one byte beyond what will be refused; raises UnusableInputError."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as error:
        raise UnusableInputError(problem) from error


def _keys(content: bytes, root: str) -> tuple[CodeKeys, Trust]:
    try:
        return msgspec.json.decode(content, type=ReceiptKeys), Trust(root)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        pass  # not the plain keys of before
    try:
        listed = decode_warranted(content)
        return open_key_set(listed, _named(Trust(root)))
    except ListError as error:
        raise UnusableInputError(_told(error, "receipt-keys-unreadable")) from error


def _named(trust: Trust) -> Trust:
    if not trust.root:
        raise UnusableInputError("verify-root-missing")
    return trust


def _told(error: ListError, unreadable: str) -> str:
    return unreadable if str(error) == "list-shape" else str(error)
