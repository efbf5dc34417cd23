"""What a SANE device can be told, read from `scanimage --all-options`, and what a wish comes to on it.

Drivers name their sources and modes each in their own way; only the words that scan programs meet are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from shubbak.ports.scanner import ScanMode, ScanSource, ScanWish

_LINE = re.compile(
    r" {4}-{1,2}(?P<name>[a-z][a-z0-9-]*)(?:\[=\([^)]*\)\])?(?: (?P<values>.*?))?(?P<marks>(?: \[[^\]]*\])+)"
)
_RANGE = re.compile(r"(-?[\d.]+)\.\.(-?[\d.]+)")
_UNIT = re.compile(r"(dpi|mm|pel|bit|%|us)\b.*$")
_LARGEST_LISTING = 200_000


@dataclass(frozen=True, slots=True)
class SaneOption:
    """One option that can be set now: the words it takes, or its range, or neither."""

    words: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None

    def nearest(self, value: float) -> str | None:
        """Return the value of a list or range that is nearest, None where the option takes no number."""
        if self.lowest is not None and self.highest is not None:
            return f"{min(max(value, self.lowest), self.highest):g}"
        numbers = [word for word in self.words if re.fullmatch(r"\d{1,5}", word)]
        return min(numbers, key=lambda word: abs(int(word) - value), default=None)


def read_options(untrusted_listing: str) -> dict[str, SaneOption]:
    """Return the options that are neither inactive nor read-only, by their names without dashes."""
    found: dict[str, SaneOption] = {}
    for line in untrusted_listing[:_LARGEST_LISTING].splitlines():
        # A word with a sign that nobody can print, a NUL above all, could not even be handed to the program.
        match = _LINE.match(line[:4000]) if line.isprintable() else None
        if match and not {"inactive", "read-only"} & set(re.findall(r"\[([^\]]*)\]", match["marks"])):
            found[match["name"]] = _option(match["values"] or "")
    return found


def _option(values: str) -> SaneOption:
    span = _RANGE.match(values)
    if span:
        try:
            return SaneOption(lowest=float(span[1]), highest=float(span[2]))
        except ValueError:
            return SaneOption()
    return SaneOption(tuple(word for word in _UNIT.sub("", values).split("|") if word))


def chosen(wish: ScanWish, options: Mapping[str, SaneOption]) -> dict[str, str]:
    """Return what to set for a wish, in the order in which it must be set: the source decides what else there is."""
    width, height = wish.area.value
    found: dict[str, str | None] = {
        "source": _source(wish.source, options.get("source", SaneOption()).words),
        "adf-mode": _sides(wish.source, options.get("adf-mode", SaneOption()).words),
        "mode": _mode(wish.mode, options.get("mode", SaneOption()).words),
    }
    for name, value in (("resolution", wish.dpi), ("l", 0), ("t", 0), ("x", width), ("y", height)):
        found[name] = options[name].nearest(value) if name in options else None
    return {name: value for name, value in found.items() if value is not None}


def is_feeder(source: str) -> bool:
    """Whether a driver's word for a source means a feeder."""
    return bool(re.search(r"feeder|\badf\b|adf", source, re.IGNORECASE))


def _source(wanted: ScanSource, words: tuple[str, ...]) -> str | None:
    feeders = [word for word in words if is_feeder(word)]
    both = [word for word in feeders if re.search(r"duplex|both", word, re.IGNORECASE)]
    front = [word for word in feeders if word not in both and not re.search("back", word, re.IGNORECASE)]
    glass = [word for word in words if word not in feeders and re.search("flatbed|glass|normal", word, re.IGNORECASE)]
    wishes = {
        ScanSource.FLATBED: glass,
        ScanSource.FEEDER: front + both,
        ScanSource.DUPLEX: both + front,
    }
    return next(iter([*wishes[wanted], *glass]), None)


def _sides(wanted: ScanSource, words: tuple[str, ...]) -> str | None:
    """Some drivers keep the number of sides in an option of its own."""
    word = "Duplex" if wanted is ScanSource.DUPLEX else "Simplex"
    return word if word in words else None


def _mode(wanted: ScanMode, words: tuple[str, ...]) -> str | None:
    likes = {
        ScanMode.COLOUR: ("colou?r", "gr[ae]y"),
        ScanMode.GREY: ("gr[ae]y", "colou?r"),
        ScanMode.LINE: ("lineart|black|binary|mono", "gr[ae]y"),
    }
    for like in likes[wanted]:
        # The plainest name is the mode itself: "Gray" before "Gray[Error Diffusion]", "Color" before "48 bits Color".
        fitting = sorted((word for word in words if re.search(like, word, re.IGNORECASE)), key=len)
        if fitting:
            return fitting[0]
    return None
