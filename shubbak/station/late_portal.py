"""The way to the portal, made when it is first taken: the HTTP library costs start-up time nobody should wait for."""

from __future__ import annotations

from shubbak.ports.portal import Portal, PortalError
from shubbak.wire.packet import Acknowledgement
from shubbak.wire.station import Enrolled, Enrolment, SignedCatalogue


class LatePortal:
    """Implements `shubbak.ports.portal.Portal`; an address that is none shows at the first call as portal-address."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._portal: Portal | None = None

    def enrol(self, enrolment: Enrolment) -> Enrolled:
        return self._made().enrol(enrolment)

    def catalogue(self) -> SignedCatalogue:
        return self._made().catalogue()

    def send(self, packet_id: str, packet: bytes) -> Acknowledgement:
        return self._made().send(packet_id, packet)

    def _made(self) -> Portal:
        if self._portal is None:
            from shubbak.adapters.portal_client.requests_portal import RequestsPortal

            try:
                self._portal = RequestsPortal(self._url)
            except ValueError as error:
                raise PortalError("portal-address") from error
        return self._portal
