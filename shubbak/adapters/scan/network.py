"""The trained glyph network: strips in, a probability of every character at every step out."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path

# Before it is loaded: since 1.29 its Linux wheels keep a log of their use in the home folder and send it to their
# maker, with the machine's name as a digest. A station that reads people's cards tells nobody.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import numpy as np
import onnxruntime

from shubbak.adapters.scan.arrays import Floats
from shubbak.adapters.scan.strips import STRIP_HEIGHT, STRIP_PITCH

CLASSES = "<ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
"""Class k+1 is CLASSES[k]; class 0 is the gap between characters."""

UNREADABLE_CLASS = len(CLASSES) + 1
"""The class of a place where a character stands that nobody could read for sure: blotted, crossed out, whitened."""

STRIDE = 4
"""Pixels of strip per step."""

STEPS_PER_CHARACTER = STRIP_PITCH / STRIDE
_ERROR = 3


class GlyphNetwork:
    """The ONNX network, loaded at first use and kept; safe to call from several threads."""

    def __init__(self, model: Path, threads: int = 2, scale: int = 1) -> None:
        self._model = model
        self._threads = threads
        self._scale = scale
        self._session: onnxruntime.InferenceSession | None = None
        self._loading = threading.Lock()

    def load(self) -> None:
        """Load the network, which the first look does otherwise."""
        self._loaded()

    def log_probabilities(self, strips: Sequence[Floats]) -> list[Floats]:
        """Return one array (classes, steps) of natural logarithms per strip."""
        batch = np.zeros(
            (len(strips), 1, STRIP_HEIGHT * self._scale, max(strip.shape[1] for strip in strips)), np.float32
        )
        for index, strip in enumerate(strips):
            batch[index, 0, :, : strip.shape[1]] = strip
        scores = self._loaded().run(None, {"x": batch})[0]
        scores = scores - scores.max(1, keepdims=True)
        scores = scores - np.log(np.exp(scores).sum(1, keepdims=True))
        stride = STRIDE * self._scale
        steps = [(strip.shape[1] + stride - 1) // stride for strip in strips]
        return [np.asarray(score[:, :count], np.float32) for score, count in zip(scores, steps, strict=True)]

    def _loaded(self) -> onnxruntime.InferenceSession:
        with self._loading:
            if self._session is None:
                self._session = self._load()
            return self._session

    def _load(self) -> onnxruntime.InferenceSession:
        # Where the processors cannot be counted (a container, a sandbox) the runtime warns on standard error.
        onnxruntime.set_default_logger_severity(_ERROR)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = _ERROR
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        # A thread that waits for the next layer by spinning doubles the processor's work and saves no time here.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(str(self._model), options, providers=["CPUExecutionProvider"])
