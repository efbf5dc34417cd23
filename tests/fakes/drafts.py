"""Applications that were put aside, for tests."""

from __future__ import annotations

from fakes.clock import FakeClock

from shubbak.domain.application import Consent
from shubbak.domain.draft import Draft
from shubbak.domain.text import Language


def a_draft(name: str, word: str, clock: FakeClock) -> Draft:
    """Return a draft with one answer, `word`."""
    consent = Consent("s/1", Language.AR, clock.now())
    return Draft(
        name, "s", 1, clock.now(), consent, None, False, {"word": word}, frozenset(), (), "questions", "p", "", "demo"
    )
