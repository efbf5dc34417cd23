"""The central portal as a station meets it."""

from __future__ import annotations

from typing import Protocol

from shubbak.wire.packet import Acknowledgement
from shubbak.wire.station import Enrolled, Enrolment, SignedCatalogue


class PortalError(Exception):
    """No usable answer came. `code`: portal-unreachable, portal-slow, portal-busy, portal-gibberish, portal-refused,
    portal-intercepted (a page or a redirect of the network stood in the portal's place).

    permanent: the portal understood and will never take this body (400, 401, 403, 409, 410, 413, 415, 422).
    retry_after: seconds the portal asked to wait, 0 when it did not say. detail: its own stable problem type, or "".
    """

    def __init__(self, code: str, *, permanent: bool = False, retry_after: float = 0.0, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code
        self.permanent = permanent
        self.retry_after = retry_after
        self.detail = detail

    @property
    def is_away(self) -> bool:
        """Whether nobody answered, and nothing more is known of why, such as a certificate that proves nothing."""
        return not self.detail and self.code in ("portal-unreachable", "portal-slow")


class Portal(Protocol):
    """Blocking, with one total deadline a call; called off the screen's thread."""

    def enrol(self, enrolment: Enrolment) -> Enrolled:
        """Trade a one-time code for the station's identity and the portal's keys."""

    def catalogue(self) -> SignedCatalogue:
        """Fetch the signed catalogue; the caller verifies it."""

    def send(self, packet_id: str, packet: bytes) -> Acknowledgement:
        """Put one packet under its id, any number of times; the caller verifies the acknowledgement."""
