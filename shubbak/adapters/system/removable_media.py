"""Which sticks are mounted on this machine: block devices that came by USB, by the kernel's own word."""

from __future__ import annotations

import re
from pathlib import Path

_ESCAPED = re.compile(r"\\([0-7]{3})")


def mounted_sticks(mounts: Path = Path("/proc/self/mountinfo"), blocks: Path = Path("/sys/class/block")) -> list[Path]:
    """Return where USB sticks are mounted, sorted; empty where the kernel does not tell (no /proc, no /sys)."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    return sorted({Path(place) for place, source in map(_mount, lines) if _by_usb(source, blocks)})


def _mount(line: str) -> tuple[str, str]:
    """Return a line's mount point and source (proc(5): fields behind the dash are type, source, options)."""
    before, _, behind = line.partition(" - ")
    places, sources = before.split(" "), behind.split(" ")
    place = places[4] if len(places) > 4 else ""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 8)), place), sources[1] if len(sources) > 1 else ""


def _by_usb(source: str, blocks: Path) -> bool:
    if not source.startswith("/dev/"):
        return False
    device = blocks / Path(source).name
    try:
        return any(part.startswith("usb") for part in device.resolve(strict=True).parts)
    except OSError:
        return False
