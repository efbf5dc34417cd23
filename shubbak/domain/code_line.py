"""A code as a reader writes it, sign by sign among whatever else is typed: where it begins, ends and is given up.

Readers that type (wedges) and readers on a serial line are the same here: signs with their times go in, codes come out.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineShape:
    """How a reader is set up to write.

    prefix, suffix: what it writes around a code and is no part of it. Without a prefix every sign counts as a code's,
    so that is for places where nobody else types. ends: the signs that end a code; with none of them a pause does.
    longest: signs of a code at most. pause_s: the longest time between two signs of one code; people type slower than
    0.1.
    """

    prefix: str = ""
    suffix: str = ""
    ends: str = "\r\n"
    longest: int = 200
    pause_s: float = 0.5


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a sign.

    taken: it belongs to a code and is nobody else's. code: untrusted, "" while none is complete. freed: earlier signs
    that looked like a prefix and were none; whoever else listens to the keyboard should get them.
    """

    taken: bool
    code: str = ""
    freed: str = ""


class CodeLine:
    """The machine; times are seconds of any clock that only goes forward."""

    def __init__(self, shape: LineShape) -> None:
        self._shape = shape
        self._typed = ""
        self._last = 0.0

    def forget(self) -> None:
        """Drop what was begun."""
        self._typed = ""

    def hear(self, sign: str, at: float) -> Heard:
        """Take one sign in: a printable one, or one of the ends; anything else is left alone."""
        freed, code = self._after_pause(at)
        self._last = at
        if sign and sign in self._shape.ends:
            return self._end(code, freed)
        if not sign or not sign.isprintable() or (sign.isspace() and not self._typed):
            return Heard(False, code, freed)
        return self._add(sign, code, freed)

    def pause(self, at: float) -> Heard:
        """Say that time has passed: a reader without an end sign has its code now, and what was held back is freed."""
        freed, code = self._after_pause(at)
        return Heard(False, code, freed)

    def _after_pause(self, at: float) -> tuple[str, str]:
        """Give up what is too old: (freed, code)."""
        if at - self._last <= self._shape.pause_s or not self._typed:
            return "", ""
        typed, self._typed = self._typed, ""
        if not self._is_code(typed):
            return typed, ""
        return "", "" if self._shape.ends else self._content(typed)

    def _end(self, code: str, freed: str) -> Heard:
        """Enter without a line before it is left to whoever goes from button to button."""
        typed, self._typed = self._typed, ""
        if not self._is_code(typed):
            return Heard(False, code, freed + typed)
        return Heard(bool(typed), code or self._content(typed), freed)

    def _add(self, sign: str, code: str, freed: str) -> Heard:
        prefix, typed = self._shape.prefix, self._typed + sign
        if not self._is_code(typed) and not prefix.startswith(typed):
            # What was held back was no prefix; the new sign may still begin one.
            freed, typed = freed + self._typed, sign
            if not prefix.startswith(sign):
                self._typed = ""
                return Heard(False, code, freed)
        # One sign beyond the longest says that the line was too long; no more of it is kept.
        self._typed = typed[: len(prefix) + self._shape.longest + len(self._shape.suffix) + 1]
        return Heard(True, code, freed)

    def _is_code(self, typed: str) -> bool:
        return typed.startswith(self._shape.prefix)

    def _content(self, typed: str) -> str:
        code = typed.removeprefix(self._shape.prefix).removesuffix(self._shape.suffix)
        return code if len(code) <= self._shape.longest else ""
