"""The text in the QR code that enrols a station: the portal's address and the one-time code in one."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

_HEAD = "shubbak:enrol?"
_MAX_SIGNS = 500


def make_enrolment_text(portal_url: str, code: str) -> str:
    """Return the text for a QR code, such as shubbak:enrol?portal=https%3A%2F%2Fportal.example&code=0123-4567-89AB."""
    return _HEAD + urlencode({"portal": portal_url, "code": code})


def is_enrolment_text(untrusted: str) -> bool:
    """Say whether this wants to be such a text, rather than a code alone."""
    return untrusted.strip().lower().startswith("shubbak:")


def read_enrolment_text(untrusted: str) -> tuple[str, str]:
    """Return the portal's address and the code, both still untrusted; raises ValueError("enrolment-text")."""
    text = untrusted.strip()
    if len(text) > _MAX_SIGNS or not text.startswith(_HEAD):
        raise ValueError("enrolment-text")
    try:
        found = parse_qs(text.removeprefix(_HEAD), strict_parsing=True, max_num_fields=2, errors="strict")
    except ValueError as error:
        raise ValueError("enrolment-text") from error
    if set(found) != {"portal", "code"} or any(len(values) != 1 for values in found.values()):
        raise ValueError("enrolment-text")
    url, code = found["portal"][0], found["code"][0]
    if not (url + code).isprintable() or not url.startswith(("https://", "http://")):
        raise ValueError("enrolment-text")
    return url, code
