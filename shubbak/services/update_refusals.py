"""What the station turned down, in its audit trail and as a fact that its reports carry."""

from __future__ import annotations

from shubbak.ports.audit import AuditTrail, StationFacts
from shubbak.ports.portal import PortalError
from shubbak.ports.updates import UpdateError

#: The code of the last refusal that nothing good has followed yet, "" when all is well.
LAST_REFUSAL = "last-refusal"


class UpdateRefusals:
    """Notes each refusal once, not every five minutes that it goes on. Raises StoreError."""

    def __init__(self, trail: AuditTrail, facts: StationFacts) -> None:
        self._trail = trail
        self._facts = facts

    def note(self, kind: str, error: Exception) -> None:
        """Note what was offered and not taken; kind: catalogue-refused or program-refused. A portal or a stick that
        was just not there is no refusal.
        """
        code = getattr(error, "code", "")
        away = isinstance(error, PortalError) or (isinstance(error, UpdateError) and not error.refused)
        if away or not code or self._facts.fact(LAST_REFUSAL) == code:
            return
        self._trail.note(kind, detail=code)
        self._facts.keep_fact(LAST_REFUSAL, code)

    def all_well(self) -> None:
        """What came last was genuine and whole."""
        if self._facts.fact(LAST_REFUSAL):
            self._facts.keep_fact(LAST_REFUSAL, "")
