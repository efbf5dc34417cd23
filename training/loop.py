"""The training itself: a fixed number of seeded steps, averaged weights, and a checkpoint every few minutes."""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from shubbak.adapters.scan.strips import STRIP_HEIGHT
from training.glyph_net import SCORES, GlyphNet
from training.samples import IGNORED, Sample, samples
from training.sights import READER, Sight

BATCH = 32
_PEAK_RATE, _LAST_RATE, _WARM_UP = 2.5e-3, 2e-5, 300
_KEPT = 0.999
_CHECKPOINT_STEPS = 500

Batch = tuple[Tensor, Tensor]


def joined(drawn: list[Sample]) -> Batch:
    """Return strips (n, 1, height, width) padded with paper, and targets (n, steps) padded with IGNORED."""
    height, width = drawn[0].strip.shape[0], max(sample.strip.shape[1] for sample in drawn)
    strips = np.zeros((len(drawn), 1, height, width), np.float32)
    targets = np.full((len(drawn), width * STRIP_HEIGHT // (4 * height)), IGNORED, np.int64)
    for index, sample in enumerate(drawn):
        strips[index, 0, :, : sample.strip.shape[1]] = sample.strip
        targets[index, : len(sample.targets)] = sample.targets
    return torch.from_numpy(strips), torch.from_numpy(targets)


class DrawnBatches(Dataset[Batch]):
    """Batch number `index` is always the same drawing, whichever process draws it."""

    def __init__(self, sight: Sight, steps: int) -> None:
        self._sight, self._steps = sight, steps

    def __len__(self) -> int:
        return self._steps

    def __getitem__(self, index: int) -> Batch:
        chance = np.random.default_rng([self._sight.seed, index])
        return joined(samples(chance, BATCH, scale=self._sight.scale))


def _one_thread(worker: int) -> None:
    cv2.setNumThreads(1)
    torch.set_num_threads(1)


def batches(sight: Sight, first: int, steps: int, processes: int) -> Iterator[Batch]:
    """Yield the batches from number `first` on, in order, drawn in other processes."""
    loader = DataLoader(
        DrawnBatches(sight, steps), batch_size=None, sampler=range(first, steps), num_workers=processes,
        prefetch_factor=12, worker_init_fn=_one_thread,
    )  # fmt: skip
    yield from loader


def rate(step: int, steps: int) -> float:
    """Return the learning rate: a short warm-up, then half a cosine."""
    if step < _WARM_UP:
        return _PEAK_RATE * (step + 1) / _WARM_UP
    done = (step - _WARM_UP) / max(1, steps - _WARM_UP)
    return _LAST_RATE + (_PEAK_RATE - _LAST_RATE) * 0.5 * (1 + math.cos(math.pi * done))


class Training:
    """A network in training, with the running average of its weights, which is what is exported."""

    def __init__(self, steps: int, kept_in: Path, sight: Sight = READER) -> None:
        torch.manual_seed(sight.seed)
        torch.set_num_threads(1)
        self.steps, self.step, self.seconds = steps, 0, 0.0
        self.sight = sight
        self.net = GlyphNet(sight).to(memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.net)
        self._optimiser = torch.optim.AdamW(self.net.parameters(), lr=_PEAK_RATE, weight_decay=0.01)
        self._kept_in = kept_in
        self._loss = float("nan")
        if kept_in.exists():
            self._load(torch.load(kept_in, weights_only=True))

    def run(self, processes: int = 2) -> None:
        """Go on to the last step from wherever the checkpoint stands."""
        started = time.monotonic() - self.seconds
        self.net.train()
        for strips, targets in batches(self.sight, self.step, self.steps, processes):
            loss = self._learn(strips, targets)
            self._loss = loss if self.step == 0 else 0.98 * self._loss + 0.02 * loss
            self.step += 1
            self.seconds = time.monotonic() - started
            if self.step % 100 == 0:
                print(f"step {self.step} of {self.steps}, {self.seconds:.0f} s, loss {self._loss:.4f}", flush=True)
            if self.step % _CHECKPOINT_STEPS == 0 or self.step == self.steps:
                self._save()

    def _learn(self, strips: Tensor, targets: Tensor) -> float:
        for group in self._optimiser.param_groups:
            group["lr"] = rate(self.step, self.steps)
        scores = self.net(strips.contiguous(memory_format=torch.channels_last)).transpose(1, 2)
        loss = nn.functional.cross_entropy(scores.reshape(-1, SCORES), targets.reshape(-1), ignore_index=IGNORED)
        self._optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), 2.0)
        self._optimiser.step()
        self._follow()
        return float(loss.detach())

    @torch.no_grad()
    def _follow(self) -> None:
        """Move the average a little towards the network; faster at first, when it still holds the random start."""
        kept = min(_KEPT, self.step / (self.step + 10))
        for mean, now in zip(self.average.state_dict().values(), self.net.state_dict().values(), strict=True):
            if mean.is_floating_point():
                mean.lerp_(now, 1 - kept)

    def _save(self) -> None:
        state = {
            "step": self.step, "seconds": self.seconds, "loss": self._loss, "net": self.net.state_dict(),
            "average": self.average.state_dict(), "optimiser": self._optimiser.state_dict(),
        }  # fmt: skip
        part = self._kept_in.with_suffix(".part")
        torch.save(state, part)
        part.replace(self._kept_in)

    def _load(self, state: dict[str, Any]) -> None:
        self.step, self.seconds, self._loss = state["step"], state["seconds"], state["loss"]
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        self._optimiser.load_state_dict(state["optimiser"])
