"""Finding among hundreds of options by a part of the name; each name is folded once."""

from __future__ import annotations

from collections.abc import Sequence

from shubbak.domain.folding import fold
from shubbak.domain.text import Language
from shubbak.forms.service import Option


class OptionSearch:
    """The options of one question in one language. Entries are ids with their names."""

    def __init__(self, options: Sequence[Option], language: Language) -> None:
        self.language = language
        self._entries = tuple((one.id, one.label.say(language)) for one in options)
        self._folded = tuple(fold(name) for _, name in self._entries)

    def all(self) -> tuple[tuple[str, str], ...]:
        """Return every option in the order of the file."""
        return self._entries

    def name(self, option: str) -> str:
        """Return the name of an option, "" for one that is not offered."""
        return next((name for one, name in self._entries if one == option), "")

    def whole(self, words: str) -> str:
        """Return the option that is called just so, or ""."""
        wanted = fold(words.strip())
        return next((entry[0] for entry, name in self._named() if name == wanted), "") if wanted else ""

    def find(self, words: str) -> tuple[tuple[str, str], ...]:
        """Return the options that hold the words: the one called just so, those that begin with them, the others."""
        wanted = fold(words.strip())
        places = [(entry, name, name.find(wanted)) for entry, name in self._named()]
        held = [(name != wanted, place > 0, entry) for entry, name, place in places if place >= 0]
        return tuple(entry for *_, entry in sorted(held, key=lambda one: one[:2]))

    def _named(self) -> list[tuple[tuple[str, str], str]]:
        return list(zip(self._entries, self._folded, strict=True))
