"""A staff card on the card scanner: scanned, read and shown to the door."""

from __future__ import annotations

from shubbak.domain.problem import Problem
from shubbak.domain.staff_card import card_verifier
from shubbak.ports.code_reader import CodeFinder
from shubbak.ports.scanner import Scanner, ScannerError
from shubbak.services.staff_door import ShownCard, StaffDoor


def scan_card(scanner: Scanner, codes: CodeFinder | None, door: StaffDoor) -> ShownCard | Problem:
    """Read what lies on the scanner; blocking. Without a code on it (staff-card-unread) nothing was tried.

    Problems: the scanner's, the image's and the door's. Nothing of the image is kept.
    """
    try:
        untrusted_body = scanner.scan().untrusted_body
        texts = codes.codes(untrusted_body) if codes is not None else ()
    except ScannerError as error:
        return Problem(error.code)
    if isinstance(texts, Problem):
        return texts
    if not texts:
        return Problem("staff-card-unread")
    # One laying down is one try, however many codes lie there.
    return door.show(next((text for text in texts if card_verifier(text)), texts[0]))
