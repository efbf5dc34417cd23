"""A staff card on the card scanner: scanned, read and shown to the door."""

from __future__ import annotations

from shubbak.adapters.scan.code_reader import read_codes
from shubbak.domain.problem import Problem
from shubbak.domain.staff_card import card_verifier
from shubbak.ports.scanner import Scanner, ScannerError
from shubbak.services.staff_door import ShownCard, StaffDoor


def scan_card(scanner: Scanner, door: StaffDoor) -> ShownCard | Problem:
    """Read what lies on the scanner; blocking. Without a code on it (staff-card-unread) nothing was tried.

    Problems: the scanner's, the image's and the door's. Nothing of the image is kept.
    """
    try:
        untrusted_body = scanner.scan().untrusted_body
    except ScannerError as error:
        return Problem(error.code)
    texts = read_codes(untrusted_body)
    if isinstance(texts, Problem):
        return texts
    if not texts:
        return Problem("staff-card-unread")
    # One laying down is one try, however many codes lie there.
    return door.show(next((text for text in texts if card_verifier(text)), texts[0]))
