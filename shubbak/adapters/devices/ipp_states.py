"""What a printer's state reasons mean to people: keywords of RFC 8011 and PWG 5100.9 as problem codes."""

from __future__ import annotations

from collections.abc import Iterable

#: The keyword, without -error, -warning or -report, and what it is called here; the first that applies is told.
_BLOCKING = {
    "cover-open": "page-printer-cover-open",
    "door-open": "page-printer-cover-open",
    "interlock-open": "page-printer-cover-open",
    "media-jam": "page-printer-jammed",
    "media-empty": "page-printer-paper-out",
    "media-needed": "page-printer-paper-out",
    "toner-empty": "page-printer-toner-out",
    "marker-supply-empty": "page-printer-toner-out",
    "input-tray-missing": "page-printer-tray",
    "output-tray-missing": "page-printer-tray",
    "output-area-full": "page-printer-tray",
    "paused": "page-printer-paused",
    "moving-to-paused": "page-printer-paused",
    "shutdown": "page-printer-gone",
    "offline": "page-printer-gone",
    "timed-out": "page-printer-gone",
    "fuser-over-temp": "page-printer-fault",
    "fuser-under-temp": "page-printer-fault",
    "marker-waste-full": "page-printer-fault",
}
_REFUSED = {
    "document-format-error",
    "document-unprintable-error",
    "unsupported-document-format",
    "document-access-error",
    "unsupported-attributes-or-values",
}
STOPPED = 5  # printer-state
COMPLETED, ABORTED, CANCELED = 9, 8, 7  # job-state
ENDED = (COMPLETED, ABORTED, CANCELED)


def blocking(untrusted_reasons: Iterable[str], *, stopped: bool, at_work: bool = False) -> str:
    """Return why the printer waits for a hand, or "" when it does not.

    A warning counts while a job is at work or the printer stopped: an empty tray may be the one that the job wants. A
    printer that stopped for a reason nobody knows has a fault.
    """
    given = [reason for reason in untrusted_reasons if not reason.endswith("-report") or reason == "offline-report"]
    grave = [reason for reason in given if stopped or at_work or not reason.endswith("-warning")]
    bare = {reason.removesuffix("-error").removesuffix("-warning").removesuffix("-report") for reason in grave}
    known = next((code for keyword, code in _BLOCKING.items() if keyword in bare), "")
    return known or ("page-printer-fault" if stopped else "")


def aborted(untrusted_reasons: Iterable[str]) -> str:
    """Return why a job ended badly."""
    return "page-printer-refused" if _REFUSED.intersection(untrusted_reasons) else "page-printer-fault"
