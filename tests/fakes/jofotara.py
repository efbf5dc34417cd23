"""Jordan's authority as public descriptions tell of it: takes an invoice once, gives its code, refuses wrong sums."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from fakes.tax_authority import Answer

from shubbak.adapters.invoices.authority import AuthorityAwayError, UntrustedAnswer

_CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"


class Jofotara:
    """Give it to `TaxAuthority.answer`. taken: the number by each invoice's UUID. gives_codes: False where the answer
    to an invoice that was taken before brings no code along.
    """

    def __init__(self) -> None:
        self.taken: dict[str, str] = {}
        self.gives_codes = True

    def __call__(self, came: Mapping[str, Any], headers: Mapping[str, str]) -> Answer:
        if (headers.get("Client-Id"), headers.get("Secret-Key")) != ("client", "s3cr3t"):
            return 403, b"<html>Forbidden</html>"
        root = ElementTree.fromstring(base64.b64decode(came["invoice"], validate=True))
        uuid, number = root.findtext(f"{_CBC}UUID") or "", root.findtext(f"{_CBC}ID") or ""
        if wrong := self._wrong(root):
            return 400, _said("NOT_SUBMITTED", "ERROR", wrong)
        again = uuid in self.taken
        self.taken[uuid] = number
        code = {} if again and not self.gives_codes else {"EINV_QR": code_of(number)}
        status = "ALREADY_SUBMITTED" if again else "SUBMITTED"
        return 200, _said(status, "PASS", "", EINV_NUM=number, EINV_INV_UUID=uuid, **code)

    def _wrong(self, root: ElementTree.Element) -> str:
        amounts = {name: self._sum(root, name) for name in ("TaxExclusiveAmount", "LineExtensionAmount")}
        if amounts["TaxExclusiveAmount"] != amounts["LineExtensionAmount"]:
            return "lines"
        exclusive, payable = amounts["TaxExclusiveAmount"], self._sum(root, "PayableAmount")
        # Each line says its tax twice, the whole once.
        return "" if payable - exclusive == self._sum(root, "TaxAmount") / 3 else "tax"

    def _sum(self, root: ElementTree.Element, name: str) -> Decimal:
        return sum((Decimal(found.text or "") for found in root.iter(f"{_CBC}{name}")), Decimal())


class JofotaraLine:
    """A line to it without a network, as `PostJson`. silent: it takes the invoice, and its answer is lost. instead: an
    answer that it gives in place of its own.
    """

    def __init__(self) -> None:
        self.office, self.silent = Jofotara(), False
        self.instead: Answer | None = None

    def __call__(
        self, _url: str, headers: Mapping[str, str], body: Mapping[str, str], _auth: tuple[str, str] | None
    ) -> UntrustedAnswer:
        status, answer = self.instead or self.office(body, headers)
        if self.silent:
            raise AuthorityAwayError("slow")
        return UntrustedAnswer(status, json.loads(answer or b"{}"))


def code_of(number: str) -> str:
    """Return what the code of an invoice says; the authority's own is base64 of a few hundred signs."""
    return base64.b64encode(f"JOFOTARA {number} ".encode() * 12).decode()


def _said(status: str, result: str, wrong: str, **more: str) -> bytes:
    errors = [{"EINV_CODE": wrong, "EINV_CATEGORY": "validation", "EINV_MESSAGE": wrong}] if wrong else []
    results = {"status": result, "INFO": [], "WARNINGS": [], "ERRORS": errors}
    return json.dumps({"EINV_STATUS": status, "EINV_RESULTS": results, **more}).encode()
