"""The networks that read a strip of print: what they are made of."""

from __future__ import annotations

from torch import Tensor, nn

from shubbak.adapters.scan.network import UNREADABLE_CLASS
from training.sights import READER, Sight

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


def _reader_features() -> nn.Sequential:
    """Height shrinks 24, 12, 6, 3, 1, width to a quarter. The last three blocks see about three characters to each
    side: enough to learn the manner of a print from its neighbours, too little to learn words.
    """
    return nn.Sequential(
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


def _witness_features() -> nn.Sequential:
    """Height shrinks 48, 24, 12, 6, 3, 1, width to an eighth; it sees one character and the edges of its neighbours."""
    return nn.Sequential(
        _block(1, 16, (3, 3), (2, 2), (1, 1)),
        _block(16, 24, (3, 3), (2, 2), (1, 1)),
        _block(24, 40, (3, 3), (2, 2), (1, 1)),
        _Again(_block(40, 40, (3, 3), (1, 1), (1, 1))),
        _block(40, 64, (3, 3), (2, 1), (1, 1)),
        _Again(_block(64, 64, (3, 3), (1, 1), (1, 1))),
        _block(64, 96, (3, 3), (1, 1), (0, 1)),
        _Again(_block(96, 96, (1, 3), (1, 1), (0, 1))),
    )


class GlyphNet(nn.Module):
    """(strips, 1, 24 * scale, width * scale) to scores (strips, 39, width / 4)."""

    def __init__(self, sight: Sight = READER) -> None:
        super().__init__()
        reads = sight is READER
        self.features = _reader_features() if reads else _witness_features()
        self.scores = nn.Conv2d(128 if reads else 96, SCORES, (1, 3), 1, (0, 1))

    def forward(self, x: Tensor) -> Tensor:
        scores: Tensor = self.scores(self.features(x)).squeeze(2)
        return scores
