"""From a trained network to the file that the product loads."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import onnx
import torch

from shubbak.adapters.scan.strips import STRIP_HEIGHT
from training.glyph_net import GlyphNet
from training.sights import Sight


def export(net: GlyphNet, temperature: float, target: Path, sight: Sight) -> None:
    """Write the network as ONNX; scores are divided by the temperature, so that certainties are what they say."""
    net = net.eval()
    with torch.no_grad():
        net.scores.weight.div_(temperature)
        if net.scores.bias is not None:
            net.scores.bias.div_(temperature)
    sizes = {"x": {0: "strips", 3: "width"}, "y": {0: "strips", 2: "steps"}}
    strip = torch.zeros(1, 1, STRIP_HEIGHT * sight.scale, 384 * sight.scale)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the plain exporter works here without further packages, and says it is old
        torch.onnx.export(
            net, (strip,), str(target), input_names=["x"], output_names=["y"], dynamic_axes=sizes, dynamo=False,
        )  # fmt: skip
    if sight.half_precision:
        _halve(target)


def _halve(target: Path) -> None:
    """Keep the weights in half precision, widened when the network is loaded: half the bytes for the same sums."""
    model = onnx.load(str(target))
    for weights in [each for each in model.graph.initializer if each.data_type == onnx.TensorProto.FLOAT]:
        name, half = weights.name, onnx.numpy_helper.to_array(weights).astype(np.float16)
        weights.CopyFrom(onnx.numpy_helper.from_array(half, f"{name}.half"))
        widen = onnx.helper.make_node("Cast", [f"{name}.half"], [name], to=onnx.TensorProto.FLOAT)
        model.graph.node.insert(0, widen)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))
