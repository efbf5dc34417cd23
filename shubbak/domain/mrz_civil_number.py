"""Where a zone may carry its holder's civil number: looked for by issuing state, in the data the state may use freely.

No state of the four publishes where its cards put the civil number, so the place is unconfirmed: every optional
field and the document number are tried in turn, and the first text of the right form is taken. The form on screen
marks it as read by machine and open to correction.
"""

from __future__ import annotations

from collections.abc import Iterable


def find_civil_number(issuer: str, texts: Iterable[str]) -> str:
    """Return the first text that has the form of the issuing state's civil number, or ""."""
    fits = _FORMS.get(issuer)
    return next((text for text in texts if fits and text.isascii() and text.isdigit() and fits(text)), "")


def _saudi(text: str) -> bool:
    """Ten digits from 1 (citizen) or 2 (resident), valid by Luhn."""
    doubled = (int(digit) * (1 if index % 2 else 2) for index, digit in enumerate(text))
    return len(text) == 10 and text[0] in "12" and sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _kuwaiti(text: str) -> bool:
    """Twelve digits; the last is 11 minus the weighted sum modulo 11, and 10 and 11 are never issued."""
    weights = (2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return len(text) == 12 and 11 - sum(int(d) * w for d, w in zip(text, weights, strict=False)) % 11 == int(text[-1])


def _jordanian(text: str) -> bool:
    return len(text) == 10


def _omani(text: str) -> bool:
    """No rule is public; cards show up to ten digits."""
    return 6 <= len(text) <= 10


_FORMS = {"SAU": _saudi, "KWT": _kuwaiti, "JOR": _jordanian, "OMN": _omani}
