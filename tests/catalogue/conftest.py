"""Makes the kiosk's stage of the screen tests known here too."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "ui"))
