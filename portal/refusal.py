"""What the portal will not do, as stable codes with their HTTP status and an English line for staff."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

#: code -> (status, title). The codes are part of the API; 4xx other than 408, 424, 426 and 429 mean: never with this
#: body.
REFUSALS: Final[Mapping[str, tuple[int, str]]] = MappingProxyType(
    {
        "body-shape": (400, "The body is not what this address takes."),
        "body-too-large": (413, "The body is larger than this address takes."),
        "body-too-slow": (408, "The body did not arrive in time."),
        "enrolment-code": (403, "The enrolment code is unknown, expired or already used."),
        "enrolment-guesses": (429, "Too many wrong enrolment codes from this address."),
        "enrolment-key": (422, "The public key is not an Ed25519 key, or another station holds it."),
        "station-key-followed": (409, "Another key already follows the one that asks."),
        "request-unsigned": (426, "The request is not signed: the station's program is of before requests were."),
        "request-signature": (401, "The request is not signed by a station that may send it."),
        "body-digest": (422, "The body is not the one that was signed."),
        "station-unknown": (401, "No such station is enrolled."),
        "station-revoked": (403, "The station is revoked."),
        "station-taken": (409, "The station's code is already in use; receipt numbers begin with it."),
        "certificate-none": (404, "The station has no certificate yet; it is given one when it next reports."),
        "report-misaddressed": (403, "The report is about another station than the one that signed it."),
        "sign-in-needed": (401, "Staff only: sign in at /staff/sign-in; passwords are not taken with each request."),
        "sign-in-wrong": (403, "The name or the password is wrong."),
        "sign-in-wait": (429, "Too many wrong passwords for this name; wait before the next."),
        "staff-role": (403, "Your account may look, but not do this."),
        "form-foreign": (403, "The form was not sent from the portal's own page."),
        "packet-shape": (400, "The packet cannot be read."),
        "packet-digest": (422, "The sealed body is not the one that the head names."),
        "packet-misaddressed": (400, "The packet's head names another station or id than its address."),
        "packet-signature": (401, "The packet is not signed by its station."),
        "packet-id-reused": (409, "The id already stands for another packet."),
        "upload-shape": (422, "The offer's version, digest or size of its pieces is not one that is taken."),
        "upload-unknown": (404, "Nothing is being uploaded under this id; offer the packet again."),
        "piece-number": (422, "The upload has no piece of this number."),
        "piece-size": (422, "The piece is not as long as the offer said."),
        "sealing-key-unknown": (422, "The packet is sealed to a key that this portal does not hold."),
        "packet-sealed-for-another-key": (422, "The sealed body does not open with the key that its head names."),
        "application-shape": (422, "The opened application cannot be read."),
        "portal-older": (424, "The application was written by a newer release than this portal's: update the portal."),
        "application-mismatch": (422, "The opened application says otherwise than the packet's head."),
        "receipt-number": (422, "The receipt number is malformed or belongs to another station."),
        "sequence-reused": (409, "The station already sent another packet under this sequence number."),
        "receipt-reused": (409, "The receipt number already belongs to another application."),
        "payment-reused": (409, "The payment already paid for another application."),
        "receipt-unreadable": (400, "The text is neither a receipt number nor a receipt code."),
        "case-unknown": (404, "No such case."),
        "output-unknown": (404, "No such output was issued for this office."),
        "output-reused": (409, "The number already stands for another plan."),
        "output-kind": (409, "The case's service gives nothing that is printed here."),
        "output-issued": (409, "The case has its output already."),
        "output-void": (409, "The case's receipt, or the output, is void."),
        "output-words": (422, "What should stand on the output does not fit."),
        "issuing-key-none": (503, "No key of the municipality signs this kind of output."),
        "catalogue-broken": (503, "The catalogue's folder cannot be read."),
        "register-unknown": (404, "No form of the station's country asks for this register, or there is none."),
        "register-broken": (503, "The register's file cannot be used."),
        "output-not-set": (409, "The output's page cannot be set with this release and its templates."),
        "register-asked-often": (429, "The station asked this too often; wait before the next."),
        "portal-busy": (503, "Too many packets at once; send again later."),
        "store-unavailable": (503, "The database or the object store does not answer."),
        "not-found": (404, "Nothing lies at this address."),
        "method": (405, "This address does not take this method."),
        "fault": (500, "The portal made a mistake; it is logged without the request's content."),
    }
)


class RefusalError(Exception):
    """A request that is refused. code: a key of REFUSALS. retry_after: seconds to wait, 0 when waiting is no use."""

    def __init__(self, code: str, *, retry_after: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after

    @property
    def status(self) -> int:
        return REFUSALS[self.code][0]
