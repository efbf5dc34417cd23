"""Which codes a station may have: receipt numbers begin with them, so they use the receipt number's signs."""

from __future__ import annotations

from shubbak.domain.receipt import ReceiptNumber, parse_receipt_number


def is_station_code(untrusted: str) -> bool:
    """Say whether receipt numbers may begin with this code: 2 to 8 of their signs, capitals, no dash."""
    if not 2 <= len(untrusted) <= 8:
        return False
    try:
        return parse_receipt_number(str(ReceiptNumber(untrusted, 2026, 1))).station == untrusted
    except ValueError:
        return False
