"""Where a zone may carry its holder's civil number: looked for by issuing state, in the data the state may use freely.

No state of the four publishes where its cards put the civil number, so the place is unconfirmed: every optional
field and the document number are tried in turn, and the first text of the right form is taken. The form on screen
marks it as read by machine and open to correction.
"""

from __future__ import annotations

from collections.abc import Iterable

from shubbak.domain.national_number import national_number_fault

_COUNTRIES = {"JOR": "JO", "KWT": "KW", "OMN": "OM", "SAU": "SA"}


def find_civil_number(issuer: str, texts: Iterable[str]) -> str:
    """Return the first text that has the form of the issuing state's civil number, or "".

    issuer is the zone's code of three letters.
    """
    country = _COUNTRIES.get(issuer)
    return next((text for text in texts if country and national_number_fault(country, text) == ""), "")
