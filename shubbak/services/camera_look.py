"""A look through a camera while it works for somebody: what it shows now, and a stop that holds."""

from __future__ import annotations

from shubbak.ports.camera import Camera, Preview


class CameraLook:
    """Begins with a scan and is over with it; one after another. Asked in the screen's thread, at each of its looks."""

    def __init__(self) -> None:
        self._stopped = False

    @property
    def stopped(self) -> bool:
        """Whether somebody has stopped this look."""
        return self._stopped

    def frame(self, camera: Camera | None) -> Preview | None:
        """Return the newest frame; None before the first, and of a look that was stopped.

        A scan that waits for its turn shows nothing yet, and to stop it then ends nothing: once it shows a frame it
        has begun after all, and is stopped again.
        """
        seen = camera.preview() if camera is not None else None
        if camera is None or seen is None or not self._stopped:
            return seen
        camera.cancel()
        return None

    def stop(self, camera: Camera | None) -> None:
        """End what the camera looks for, also a scan that has yet to begin; without a camera nothing happens."""
        if camera is not None:
            self._stopped = True
            camera.cancel()

    def over(self) -> None:
        """The scan has ended: what follows is another look."""
        self._stopped = False
