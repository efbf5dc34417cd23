"""Proves paper at the kiosk and the counter with the lists that the station keeps, also while the portal is away."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from shubbak.domain.problem import Problem
from shubbak.ports.audit import StationFacts
from shubbak.ports.clock import Clock
from shubbak.ports.code_lists import CodeListSource
from shubbak.ports.portal import PortalError
from shubbak.ports.store import StoreError
from shubbak.services.code_lists import UNREADABLE, kept_lists, take_code_lists
from shubbak.services.paper_proof import PaperLists, PaperProof, prove_paper
from shubbak.services.station_identity import StationIdentity
from shubbak.wire.warranted import ListError

log = logging.getLogger("shubbak.station")


@dataclass(slots=True)
class PaperVerifier:
    """`refresh` blocks, off the screen's thread; `prove` never does. source: None where there is no portal. closed: why
    nothing is checked at all.
    """

    memory: StationFacts
    source: CodeListSource | None
    identity: StationIdentity
    clock: Clock
    lists: PaperLists | None = None
    closed: Problem | None = None

    def refresh(self, *, online: bool) -> None:
        """Fetch newer lists while the portal answers, and hold ready what is kept; what fails changes nothing."""
        newer = False
        if online and self.source is not None:
            try:
                newer = take_code_lists(self.memory, self.source, self.identity, self.clock.now())
            except (PortalError, StoreError) as error:
                log.info("no newer lists of keys: %s", error.code)
            except ListError as error:
                log.warning("lists of keys were refused: %s", error)
                newer = str(error) == UNREADABLE
        if newer or self.lists is None:
            self._hold()

    def _hold(self) -> None:
        try:
            self.lists, self.closed = kept_lists(self.memory, self.identity), None
        except StoreError as error:
            log.warning("the lists of keys cannot be read: %s", error.code)
        except ListError as error:
            log.error("whose lists count here cannot be read: %s", error)
            self.lists, self.closed = None, Problem("code-trust-unreadable")

    def prove(self, untrusted_text: str) -> PaperProof | Problem | None:
        """Say what a code proves, None before there is any list; code-trust-unreadable where none counts any more."""
        lists, closed = self.lists, self.closed
        if closed is not None:
            return closed
        return None if lists is None else prove_paper(untrusted_text, lists, self.clock.now())
