from __future__ import annotations

import cv2
import numpy as np
import pytest

from shubbak import resources
from shubbak.adapters.scan.arrays import Floats
from shubbak.adapters.scan.network import CLASSES, STRIDE, UNREADABLE_CLASS, GlyphNetwork
from shubbak.adapters.scan.strips import STRIP_HEIGHT, STRIP_PITCH, normalise
from training.drawing import MIDDLE, REACH, draw
from training.faces import PITCH, coverage, face
from training.model_card import digest
from training.sights import LARGEST_BYTES, SIGHTS, Sight

MODEL = resources.root() / "models" / "mrz_glyphs.onnx"
TEXT = "IDKWT0O1IL8B5S2Z6GQDUVMNHWXYKCEFJPRTA3479<"


def strip_of(text: str, blotted: int = -1) -> Floats:
    """Return black print on white as a strip, a round blot over one of its characters."""
    chance = np.random.default_rng(3)
    drawn = draw(chance, face(chance), (text,), (0, len(text)))
    paper = np.asarray(230 - 200 * coverage(drawn.distance), np.float32)
    if blotted >= 0:
        cv2.circle(paper, (round(float(drawn.x[blotted])), round(float(drawn.y[blotted]))), PITCH // 2, 20.0, -1)
    half = round(0.79 * PITCH)
    row = paper[round(MIDDLE) - half : round(MIDDLE) + half, (REACH - 1) * PITCH : (1 - REACH) * PITCH]
    size = row.shape[1] * STRIP_PITCH // PITCH, STRIP_HEIGHT
    return normalise(np.asarray(cv2.resize(row, size, interpolation=cv2.INTER_AREA), np.uint8))


def classes_at(scores: Floats, count: int) -> list[int]:
    """Return the class seen in the middle of each character."""
    steps = [round((index + 1.5) * STRIP_PITCH / STRIDE - 0.5) for index in range(count)]
    return [int(scores[1:, step].argmax()) + 1 for step in steps]


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
def test_the_card_names_the_file_it_speaks_of(sight: Sight) -> None:
    assert digest(MODEL.parent / sight.file) in (MODEL.parent / sight.card).read_text(encoding="utf-8")


def test_both_networks_together_are_small() -> None:
    assert sum((MODEL.parent / sight.file).stat().st_size for sight in SIGHTS) < LARGEST_BYTES


def test_the_network_reads_plain_print_and_its_certainties_add_up() -> None:
    (scores,) = GlyphNetwork(MODEL).log_probabilities([strip_of(TEXT)])
    assert scores.shape[0] == UNREADABLE_CLASS + 1
    assert np.allclose(np.exp(scores).sum(0), 1, atol=1e-4)
    assert "".join(CLASSES[klass - 1] for klass in classes_at(scores, len(TEXT))) == TEXT


def test_the_network_says_so_when_nobody_could_read_a_character() -> None:
    (scores,) = GlyphNetwork(MODEL).log_probabilities([strip_of(TEXT, blotted=20)])
    seen = classes_at(scores, len(TEXT))
    assert seen[20] == UNREADABLE_CLASS
    assert [CLASSES[klass - 1] for klass in seen[:20]] == list(TEXT[:20])
