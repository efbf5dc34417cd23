"""One number that makes certainties honest: what scores are divided by before they become probabilities."""

from __future__ import annotations

import torch
from torch import nn

from training.evaluation import fresh
from training.glyph_net import SCORES, GlyphNet
from training.loop import joined
from training.samples import IGNORED

_SEED = 77
_TRIED = [0.5 * 1.04**power for power in range(45)]


@torch.no_grad()
def temperature(net: GlyphNet, scale: int = 1, batches: int = 24) -> float:
    """Return the temperature, of 45 between 0.5 and 2.8, under which fresh samples are the least surprising."""
    net.eval()
    scores, targets = [], []
    for drawn in fresh(batches, 32, _SEED, scale):
        strips, labels = joined(drawn)
        scores.append(net(strips).transpose(1, 2).reshape(-1, SCORES))
        targets.append(labels.reshape(-1))
    known, wanted = torch.cat(scores), torch.cat(targets)

    def surprise(divisor: float) -> float:
        return float(nn.functional.cross_entropy(known / divisor, wanted, ignore_index=IGNORED))

    return min(_TRIED, key=surprise)
