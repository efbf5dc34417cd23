"""Cameras that are plugged in, as the kernel names them; none is opened for it."""

from __future__ import annotations

from pathlib import Path

from shubbak.ports.devices import DeviceKind, FoundDevice, plain_name

_VIDEO = Path("/sys/class/video4linux")


class CameraFinder:
    """Implements `ports.devices.DeviceFinder` on Linux. Of a camera's several nodes the first gives pictures."""

    def __init__(self, video: Path = _VIDEO) -> None:
        self._video = video

    def find(self) -> tuple[FoundDevice, ...]:
        """Return the cameras in order of their numbers; none where the kernel knows of no video."""
        try:
            nodes = sorted(self._video.iterdir(), key=lambda node: (len(node.name), node.name))
        except OSError:
            return ()
        return tuple(
            FoundDevice(DeviceKind.CAMERA, f"camera:/dev/{node.name}", plain_name(_text(node / "name")))
            for node in nodes
            if _text(node / "index") in ("0", "")
        )


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()[:200]
    except OSError:
        return ""
