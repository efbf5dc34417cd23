"""Train the network that reads machine-readable zones, and put it where the product looks: python -m training.mrz."""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2

from shubbak import resources
from shubbak.adapters.scan.network import GlyphNetwork
from training import model_card
from training.calibration import temperature
from training.evaluation import fresh, judged
from training.glyph_net import export
from training.loop import BATCH, Training

STEPS = 12_000
LARGEST_BYTES = 2_000_000
_JUDGED_BATCHES = 80


def main() -> None:
    """Train from the beginning or from the last checkpoint, export, judge, and write the card."""
    asked = _asked()
    cv2.setNumThreads(1)
    asked.work.mkdir(parents=True, exist_ok=True)
    training = Training(asked.steps, asked.work / "mrz.pt")
    if not asked.as_it_is:
        training.run(asked.processes)
    divisor = temperature(training.average)
    export(training.average, divisor, asked.model)
    if asked.model.stat().st_size > LARGEST_BYTES:
        raise SystemExit(f"the model has {asked.model.stat().st_size} bytes; {LARGEST_BYTES} are allowed")
    figures = judged(GlyphNetwork(asked.model), fresh(_JUDGED_BATCHES))
    run = f"{training.step} batches of {BATCH} strips in {training.seconds:.0f} seconds; temperature {divisor:.3f}."
    print(run, figures.whole, *figures.kinds.items(), sep="\n")
    if not asked.as_it_is:
        model_card.write(asked.model.parent / "README.md", asked.model, run, figures)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.mrz", description=__doc__)
    parser.add_argument("--steps", type=int, default=STEPS, help="batches to learn from")
    parser.add_argument("--processes", type=int, default=2, help="processes that draw batches")
    parser.add_argument("--work", type=Path, default=Path("var/training"), help="where the checkpoint is kept")
    parser.add_argument(
        "--as-it-is", action="store_true", help="export the checkpoint without training, card untouched"
    )
    parser.add_argument(
        "--model", type=Path, default=resources.root() / "models" / "mrz_glyphs.onnx", help="where the model goes"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
