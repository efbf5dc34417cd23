"""A day as the screens write it: the month by name, so that nobody takes 5/3 for the third of May."""

from __future__ import annotations

from shubbak.domain.text import Language, isolate
from shubbak.domain.wording import Wording


def day_words(iso: str, language: Language, wording: Wording) -> str:
    """Return an ISO 8601 day as "5 March 2026" in a language, each number in an isolate; "" for ""."""
    if not iso:
        return ""
    year, month, day = iso.split("-")
    return f"{isolate(str(int(day)))} {wording.say(f'controls.month_names.{int(month)}', language)} {isolate(year)}"
