"""GET /portal-keys and GET /receipt-keys: the public keys that others check and seal with."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from portal.api.answers import json_answer
from portal.api.descriptions import answers, portal_of
from portal.cases.verify_receipt import public_keys
from shubbak.wire.station import PortalKeys, ReceiptKeys

ROUTER = APIRouter(tags=["keys"])


@ROUTER.get("/portal-keys", summary="Fetch the portal's public keys", responses=answers(PortalKeys))
def get_portal_keys(request: Request) -> Response:
    """The key that signs acknowledgements and catalogues, and the key that packets are sealed to."""
    return json_answer(portal_of(request).keys.public())


@ROUTER.get("/receipt-keys", summary="Fetch the keys that verify receipts", responses=answers(ReceiptKeys))
def get_receipt_keys(request: Request) -> Response:
    """Every station's key with the time it was valid; enough to verify receipts without the portal."""
    return json_answer(public_keys(portal_of(request)))
