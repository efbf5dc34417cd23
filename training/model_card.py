"""The part of a model's card that changes with every training: what was run, the file's digest, and the figures."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from training.evaluation import SURE, Figures, Tally

BEGIN, END = "<!-- written by python -m training.mrz -->", "<!-- end of what is written -->"


def digest(model: Path) -> str:
    """Return the SHA-256 of a model's file."""
    return hashlib.sha256(model.read_bytes()).hexdigest()


def write(card: Path, model: Path, run: str, figures: Figures) -> None:
    """Put the run (a sentence) and the figures between the card's two marks."""
    text = card.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"{card.name} has no marks to write between")
    written = "\n".join([BEGIN, "", f"SHA-256 `{digest(model)}`.", run, "", *_table(figures), "", END])
    card.write_text(before + written + after, encoding="utf-8")


_HEADS = (
    "samples", "characters", "read wrongly", "not read", f"{SURE} sure", "of these wrong",
    "hidden", "guessed", f"{SURE} sure", "of these wrong",
)  # fmt: skip


def _table(figures: Figures) -> list[str]:
    rows = [("all", figures.whole), *sorted(figures.kinds.items())]
    return [_line(_HEADS), _line(["---"] * len(_HEADS)), *(_line(_cells(name, tally)) for name, tally in rows)]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(name: str, tally: Tally) -> list[str]:
    def share(part: int, whole: int) -> str:
        return f"{100 * part / whole:.2f} %" if whole else "-"

    read = [share(tally.wrong, tally.readable), share(tally.unsure, tally.readable)]
    sure = [tally.readable, tally.sure, tally.sure_wrong]
    hidden = [tally.hidden, tally.guessed, tally.sure_guessed, tally.misguessed]
    return [name, str(sure[0]), *read, *map(str, sure[1:]), *map(str, hidden)]
