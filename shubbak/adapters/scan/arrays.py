"""The three kinds of arrays the reader passes along."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]
"""An image, rows by columns, 0 black to 255 white."""

Floats = NDArray[np.float32]
Counts = NDArray[np.intp]
