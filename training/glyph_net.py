"""The network that reads a strip of print: what it is made of, and how it becomes a file."""

from __future__ import annotations

import warnings
from pathlib import Path

import torch
from torch import Tensor, nn

from shubbak.adapters.scan.network import UNREADABLE_CLASS
from shubbak.adapters.scan.strips import STRIP_HEIGHT

SCORES = UNREADABLE_CLASS + 1


def _block(inputs: int, outputs: int, kernel: tuple[int, int], stride: tuple[int, int], padding: tuple[int, int],
           dilation: int = 1) -> nn.Sequential:  # fmt: skip
    convolution = nn.Conv2d(inputs, outputs, kernel, stride, padding, (1, dilation), bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class _Again(nn.Module):
    """A block whose result is added to its input."""

    def __init__(self, block: nn.Sequential) -> None:
        super().__init__()
        self.block = block

    def forward(self, x: Tensor) -> Tensor:
        return x + self.block(x)


class GlyphNet(nn.Module):
    """(strips, 1, 24, width) to scores (strips, 39, width / 4).

    Height shrinks 24, 12, 6, 3, 1, width to a quarter. The last three blocks see about three characters to each side:
    enough to learn the manner of a print from its neighbours, too little to learn words.
    """

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            _block(1, 16, (3, 3), (1, 1), (1, 1)),
            _block(16, 24, (3, 3), (2, 2), (1, 1)),
            _block(24, 48, (3, 3), (2, 2), (1, 1)),
            _Again(_block(48, 48, (3, 3), (1, 1), (1, 1))),
            _Again(_block(48, 48, (3, 3), (1, 1), (1, 1))),
            _block(48, 80, (3, 3), (2, 1), (1, 1)),
            _Again(_block(80, 80, (3, 3), (1, 1), (1, 1))),
            _block(80, 128, (3, 3), (1, 1), (0, 1)),
            _Again(_block(128, 128, (1, 5), (1, 1), (0, 2))),
            _Again(_block(128, 128, (1, 3), (1, 1), (0, 3), 3)),
        )
        self.scores = nn.Conv2d(128, SCORES, (1, 3), 1, (0, 1))

    def forward(self, x: Tensor) -> Tensor:
        scores: Tensor = self.scores(self.features(x)).squeeze(2)
        return scores


def export(net: GlyphNet, temperature: float, target: Path) -> None:
    """Write the network as ONNX; scores are divided by the temperature, so that certainties are what they say."""
    net = net.eval()
    with torch.no_grad():
        net.scores.weight.div_(temperature)
        if net.scores.bias is not None:
            net.scores.bias.div_(temperature)
    sizes = {"x": {0: "strips", 3: "width"}, "y": {0: "strips", 2: "steps"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the plain exporter works here without further packages, and says it is old
        torch.onnx.export(
            net, (torch.zeros(1, 1, STRIP_HEIGHT, 384),), str(target),
            input_names=["x"], output_names=["y"], dynamic_axes=sizes, dynamo=False,
        )  # fmt: skip
