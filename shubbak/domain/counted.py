"""Things that are counted, in words: Arabic has a form for one, for two, for three to ten, and for more."""

from __future__ import annotations

from shubbak.domain.text import Language, isolate
from shubbak.domain.wording import Wording

#: How Arabic says none, one and two: by words of their own.
_SMALL = ("none", "one", "two")


def count_words(wording: Wording, language: Language, key: str, number: int) -> str:
    """Say how many: Arabic counts one, two, three to ten, and from eleven each in its own form."""
    if number < len(_SMALL):
        return wording.say(f"{key}.{_SMALL[number]}", language)
    form = "few" if 3 <= number % 100 <= 10 else "many"
    return wording.say(f"{key}.{form}", language, n=isolate(str(number)))
