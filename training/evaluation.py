"""How well a network reads samples that nobody drew before: errors by kind of damage, and whether sure means right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from shubbak.adapters.scan.arrays import Floats
from shubbak.adapters.scan.network import STRIDE, UNREADABLE_CLASS, GlyphNetwork
from shubbak.adapters.scan.strips import STRIP_HEIGHT
from training.samples import Sample, samples

SURE = 0.995
_SEED = 2410
_REACH_STEPS = 0.75


@dataclass(slots=True)
class Tally:
    """Counts of characters: what became of readable ones, and of unreadable ones (`hidden`).

    wrong: read as another character. unsure: read as unreadable or not seen. sure, sure_wrong: of the readable ones,
    those at least SURE certain, and how many of these are wrong. guessed: hidden ones read as any character at all;
    sure_guessed: at least SURE; misguessed: that surely, and as another character than was printed.
    """

    readable: int = 0
    wrong: int = 0
    unsure: int = 0
    sure: int = 0
    sure_wrong: int = 0
    hidden: int = 0
    guessed: int = 0
    sure_guessed: int = 0
    misguessed: int = 0

    def add(self, true: int, printed: int, seen: int, certainty: float) -> None:
        """Count one character: the right answer, what was printed, the class seen (0: none), and how certainly."""
        sure = certainty >= SURE
        if true == UNREADABLE_CLASS:
            guess = seen not in (0, UNREADABLE_CLASS)
            self.hidden, self.guessed = self.hidden + 1, self.guessed + guess
            self.sure_guessed += guess and sure
            self.misguessed += guess and sure and seen != printed
            return
        self.readable += 1
        missed = seen in (0, UNREADABLE_CLASS)
        self.unsure += missed
        self.wrong += not missed and seen != true
        self.sure += sure and not missed
        self.sure_wrong += sure and not missed and seen != true


@dataclass(slots=True)
class Figures:
    """Tallies of all samples and of each kind of trial."""

    whole: Tally = field(default_factory=Tally)
    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))


def fresh(batches: int, count: int = 64, seed: int = _SEED, scale: int = 1) -> Iterator[list[Sample]]:
    """Yield batches of samples that training never draws."""
    for index in range(batches):
        yield samples(np.random.default_rng([seed, index]), count, scale=scale)


def judged(network: GlyphNetwork, batches: Iterable[list[Sample]]) -> Figures:
    """Return how the network reads the samples."""
    figures = Figures()
    for drawn in batches:
        scale = drawn[0].strip.shape[0] // STRIP_HEIGHT
        for sample, scores in zip(drawn, network.log_probabilities([each.strip for each in drawn]), strict=True):
            tallies = [figures.whole, *(figures.kinds[kind] for kind in _kinds(sample))]
            for middle, true, printed in zip(sample.middles, sample.classes, sample.printed, strict=True):
                if true >= 0:
                    seen, certainty = _seen(scores, float(middle) / scale)
                    for tally in tallies:
                        tally.add(int(true), int(printed), seen, certainty)
    return figures


def _seen(log_probabilities: Floats, middle: float) -> tuple[int, float]:
    """Return the surest class around a place (pixels), 0 where all of it is taken for a gap, and its certainty."""
    step = (middle - (STRIDE - 1) / 2) / STRIDE
    first, last = max(0, int(np.ceil(step - _REACH_STEPS))), int(np.floor(step + _REACH_STEPS)) + 1
    around = log_probabilities[:, first:last]
    at = around[1:].max(0).argmax()
    seen = int(around[:, at].argmax())
    return seen, float(np.exp(around[seen, at]))


def _kinds(sample: Sample) -> Iterator[str]:
    """Yield the rows of the table that a sample counts in."""
    pitch = sample.trials.pitch
    yield f"print: {sample.trials.technique}"
    yield "something over it" if sample.trials.covered else "nothing over it"
    bounds = ((8, "6 to 8"), (12, "8 to 12"), (20, "12 to 20"))
    yield f"{next((name for bound, name in bounds if pitch < bound), 'over 20')} px a character"
