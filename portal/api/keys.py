"""The public keys that others check and seal with, and the signed lists that prove paper without the portal."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from portal.api.answers import json_answer
from portal.api.descriptions import answers, portal_of
from portal.cases import code_lists
from portal.cases.verify_receipt import public_keys
from shubbak.wire.station import PortalKeys, ReceiptKeys
from shubbak.wire.warranted import ListMarks, SignedText, Warranted

ROUTER = APIRouter(tags=["keys"])


@ROUTER.get("/portal-keys", summary="Fetch the portal's public keys", responses=answers(PortalKeys))
def get_portal_keys(request: Request) -> Response:
    """The key that signs acknowledgements and catalogues, and the key that packets are sealed to."""
    return json_answer(portal_of(request).keys.public())


@ROUTER.get("/receipt-keys", summary="Fetch the keys that verify receipts", responses=answers(ReceiptKeys))
def get_receipt_keys(request: Request) -> Response:
    """Every station's key with the time it was valid, unsigned: for programs of before there were key sets."""
    return json_answer(public_keys(portal_of(request)))


@ROUTER.get("/key-set", summary="Fetch the signed key set", responses=answers(Warranted))
def get_key_set(request: Request) -> Response:
    """Every key that signs codes on paper, signed under the root's warrant; the statement is a KeySet."""
    return json_answer(code_lists.key_set(portal_of(request)))


@ROUTER.get("/void-list", summary="Fetch the signed list of void receipts", responses=answers(Warranted))
def get_void_list(request: Request) -> Response:
    """One bit a receipt number, deflated, signed under the root's warrant; the statement is a VoidList."""
    return json_answer(code_lists.void_list(portal_of(request)))


@ROUTER.get("/list-marks", summary="Ask for the newest lists' numbers", responses=answers(ListMarks))
def get_list_marks(request: Request) -> Response:
    """Whoever holds a list asks this first, and fetches only what is newer."""
    return json_answer(code_lists.list_marks(portal_of(request)))


@ROUTER.get("/code-root", summary="Fetch the root of the lists", responses=answers(SignedText))
def get_code_root(request: Request) -> Response:
    """For a station that has pinned none yet: the statement, a CodeRoot, is signed by the portal's own key."""
    return json_answer(code_lists.code_root(portal_of(request)))
