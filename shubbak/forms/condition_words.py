"""What can be told of a condition from its words alone: which names it uses, how its loops nest, what it divides by."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

#: The loops of CEL. Two may stand inside each other (each row against each other row); three could take for ever.
_LOOPS = frozenset({"all", "exists", "exists_one", "filter", "map"})
_DEEPEST_LOOPS = 2
#: What takes long when it is done for each row again: joining and making lists and texts, and patterns.
_DEAR = frozenset({"+", "matches", "map", "filter"})
#: How often a loop goes round at most, and how much longer than a word these take on the longest answers.
_ROUNDS = 300
_LONG = {"matches": 200_000, "contains": 100, "startsWith": 100, "endsWith": 100, "size": 100}
_WHOLE_LIST = 100

_WORD = re.compile(
    r"""(?P<odd>[bBrR]{1,2}(?=['"])|`|'''|\"{3})
    |(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<name>[A-Za-z_]\w*)|(?P<figure>\d[\w.]*)|(?P<sign>\S)""",
    re.ASCII | re.DOTALL | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: a `text` in plain quotes, an `odd` one's beginning, a `name`, a `figure` or a `sign`."""

    sort: str
    spelling: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.spelling)


@lru_cache(maxsize=64)
def words_of(source: str) -> tuple[Word, ...]:
    """Return the words of a condition in their order."""
    return tuple(Word(str(found.lastgroup), found[0], found.start()) for found in _WORD.finditer(source))


def fault_of(words: tuple[Word, ...]) -> str:
    """Return what no condition may have, as the end of a sentence, or "" where all is well.

    Texts are plain ones in single or double quotes, so that these words are those that CEL reads.
    """
    if any(word.sort == "odd" for word in words):
        return "has a text that is not between plain quotes"
    loops = _loops(words)
    if max(loops, default=0) > _DEEPEST_LOOPS:
        return f"has loops inside each other, more than {_DEEPEST_LOOPS} deep"
    for place, word in enumerate(words):
        if loops[place] and word.sort != "text" and word.spelling in _DEAR:
            return f'may not use "{word.spelling}" inside a loop'
        if word.spelling == "matches" and word.sort == "name" and not _is_plain_pattern(words[place + 1 : place + 4]):
            return 'may only have a text in quotes behind "matches"'
        if word.sort == "sign" and word.spelling in "/%" and not _is_figure(words[place + 1 :]):
            return f'may only have a figure other than 0 behind "{word.spelling}"'
    return ""


def weight_of(words: tuple[Word, ...], lists: Container[str]) -> int:
    """Return how long a condition takes at most, counted in words; lists: names of answers that are lists or rows."""
    weight = 0
    for place, (word, depth) in enumerate(zip(words, _loops(words), strict=True)):
        named = word.sort == "name"
        whole = named and word.spelling in lists and [one.spelling for one in words[place + 1 : place + 2]] != ["."]
        weight += _ROUNDS**depth * (_WHOLE_LIST if whole else _LONG.get(word.spelling, 1) if named else 1)
    return weight


def names_of(words: tuple[Word, ...]) -> tuple[tuple[str, str], ...]:
    """Return every name that is not itself a part of something, with the part behind it or ""."""
    return tuple((name, part) for _, name, part in _named(words))


def renamed(source: str, words: tuple[Word, ...], names: Mapping[str, str]) -> str:
    """Return a condition with other names: `parcel.block` in `names` is a name of two parts."""
    written: list[str] = []
    done = 0
    for place, name, part in _named(words):
        dotted = f"{name}.{part}"
        if dotted in names or name in names:
            written += [source[done : words[place].start], names.get(dotted) or names[name]]
            done = words[place + 2 if dotted in names else place].end
    return "".join((*written, source[done:]))


def _named(words: tuple[Word, ...]) -> Iterator[tuple[int, str, str]]:
    for place, word in enumerate(words):
        before = words[place - 1] if place else None
        part = before is not None and before.spelling == "." and place > 1 and _ends_a_thing(words[place - 2])
        if word.sort == "name" and not part:
            dotted = place + 2 < len(words) and words[place + 1].spelling == "." and words[place + 2].sort == "name"
            yield place, word.spelling, words[place + 2].spelling if dotted else ""


def rows_of(words: tuple[Word, ...]) -> dict[str, str]:
    """Return the group by the name of its row: {"o": "owners"} for owners.all(o, o.share > 0)."""
    found: dict[str, str] = {}
    for place in range(len(words) - 4):
        group, dot, loop, opening, row = words[place : place + 5]
        if group.sort == "name" and dot.spelling == "." and loop.spelling in _LOOPS and opening.spelling == "(":
            found[row.spelling] = group.spelling
    return found


def _loops(words: tuple[Word, ...]) -> list[int]:
    """Return for each word inside how many loops it stands."""
    open_now: list[bool] = []
    depths: list[int] = []
    for place, word in enumerate(words):
        if word.sort == "sign" and word.spelling == "(":
            open_now.append(place > 1 and words[place - 1].spelling in _LOOPS and words[place - 2].spelling == ".")
        elif word.sort == "sign" and word.spelling == ")" and open_now:
            open_now.pop()
        depths.append(sum(open_now))
    return depths


def _is_figure(rest: tuple[Word, ...]) -> bool:
    return bool(rest) and re.fullmatch(r"[1-9][0-9]{0,17}", rest[0].spelling) is not None


def _is_plain_pattern(rest: tuple[Word, ...]) -> bool:
    return len(rest) == 3 and (rest[0].spelling, rest[1].sort, rest[2].spelling) == ("(", "text", ")")


def _ends_a_thing(word: Word) -> bool:
    return word.sort in ("name", "text", "figure") or word.spelling in ")]}"
