"""The two networks that are trained: the reader, and the witness that is asked before anything is believed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sight:
    """A network to be trained: its file, its card, how much finer its strips are than the reader's, where its drawings
    begin, how many batches it learns from, and whether its weights are kept in half precision.
    """

    name: str
    file: str
    card: str
    scale: int
    seed: int
    steps: int
    half_precision: bool


READER = Sight("reader", "mrz_glyphs.onnx", "README.md", 1, 9303, 12_000, half_precision=False)
WITNESS = Sight("witness", "mrz_witness.onnx", "witness.md", 2, 5107, 7_000, half_precision=True)
SIGHTS = (READER, WITNESS)

LARGEST_BYTES = 2_000_000
"""Both files together."""
