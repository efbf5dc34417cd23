"""Why a TLS certificate did not hold: most often this machine's own date is wrong."""

from __future__ import annotations

import ssl
from time import time as now

#: OpenSSL's X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED.
_DATES = frozenset({9, 10})
#: 2026-01-01: this program is younger, so a clock that says less has lost its battery.
_OLDEST_CLOCK = 1_767_225_600


def certificate_problem(error: BaseException) -> str:
    """Return portal-certificate-clock when the certificate does not fit the machine's date, or that date cannot be;
    portal-certificate when it is not trusted, is another's, or TLS failed in another way.
    """
    cause = _verification(error)
    if cause is not None and (cause.verify_code in _DATES or now() < _OLDEST_CLOCK):
        return "portal-certificate-clock"
    return "portal-certificate"


def _verification(error: BaseException) -> ssl.SSLCertVerificationError | None:
    """Find the verification error in what the HTTP library wrapped around it."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, ssl.SSLCertVerificationError):
            return one
        if isinstance(one, BaseException) and id(one) not in seen:
            seen.add(id(one))
            waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
    return None
