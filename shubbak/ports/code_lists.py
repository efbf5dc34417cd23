"""The portal's signed lists that prove paper, as a station fetches them."""

from __future__ import annotations

from typing import Protocol

from shubbak.wire.warranted import ListMarks, SignedText, Warranted


class CodeListSource(Protocol):
    """Blocking, with one total deadline a call; raises `shubbak.ports.portal.PortalError`. The caller verifies all."""

    def code_root(self) -> SignedText:
        """Fetch the root to pin, signed by the portal's own key."""

    def list_marks(self) -> ListMarks:
        """Ask for the numbers of the newest lists."""

    def key_set(self) -> Warranted:
        """Fetch the keys that sign codes."""

    def void_list(self) -> Warranted:
        """Fetch which receipts are void."""
