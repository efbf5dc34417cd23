"""Train the networks that read machine-readable zones, and put them where the product looks: python -m training.mrz."""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2

from shubbak import resources
from shubbak.adapters.scan.network import GlyphNetwork
from training import model_card
from training.calibration import temperature
from training.evaluation import fresh, judged
from training.loop import BATCH, Training
from training.onnx_file import export
from training.sights import LARGEST_BYTES, SIGHTS, Sight

_JUDGED_BATCHES = 80


def main() -> None:
    """Train from the beginning or from the last checkpoint, export, judge, and write the cards."""
    asked = _asked()
    cv2.setNumThreads(1)
    asked.work.mkdir(parents=True, exist_ok=True)
    for sight in SIGHTS:
        if asked.only in ("", sight.name):
            _train(sight, asked)
    size = sum((asked.models / sight.file).stat().st_size for sight in SIGHTS)
    if size > LARGEST_BYTES:
        raise SystemExit(f"the models have {size} bytes; {LARGEST_BYTES} are allowed")


def _train(sight: Sight, asked: argparse.Namespace) -> None:
    training = Training(asked.steps or sight.steps, asked.work / f"{sight.name}.pt", sight)
    if not asked.as_it_is:
        training.run(asked.processes)
    divisor = temperature(training.average, sight.scale)
    model = asked.models / sight.file
    export(training.average, divisor, model, sight)
    figures = judged(GlyphNetwork(model, scale=sight.scale), fresh(_JUDGED_BATCHES, scale=sight.scale))
    run = f"{training.step} batches of {BATCH} strips in {training.seconds:.0f} seconds; temperature {divisor:.3f}."
    print(sight.name, run, figures.whole, *figures.kinds.items(), sep="\n")
    if not asked.as_it_is:
        model_card.write(asked.models / sight.card, model, run, figures)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.mrz", description=__doc__)
    parser.add_argument("--only", choices=[sight.name for sight in SIGHTS], default="", help="train this network alone")
    parser.add_argument("--steps", type=int, default=0, help="batches to learn from")
    parser.add_argument("--processes", type=int, default=2, help="processes that draw batches")
    parser.add_argument("--work", type=Path, default=Path("var/training"), help="where the checkpoints are kept")
    parser.add_argument(
        "--as-it-is", action="store_true", help="export the checkpoint without training, card untouched"
    )
    parser.add_argument(
        "--models", type=Path, default=resources.root() / "models", help="where the models and their cards go"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
