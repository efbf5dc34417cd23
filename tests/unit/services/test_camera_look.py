"""A look through a camera: what is stopped before it began is stopped as soon as it shows something."""

from __future__ import annotations

from typing import Any

from shubbak.ports.camera import Preview
from shubbak.services.camera_look import CameraLook

FRAME = Preview(1, 1, 1, b"rgb")


class Lens:
    """Shows what it is told to, and ends what runs: nothing before it shows a frame."""

    def __init__(self) -> None:
        self.shown: Preview | None = None

    def preview(self) -> Preview | None:
        return self.shown

    def cancel(self) -> None:
        self.shown = None


def test_a_scan_that_was_stopped_before_it_began_shows_nothing_and_ends() -> None:
    lens: Any = Lens()
    look = CameraLook()
    assert look.frame(lens) is None
    look.stop(lens)
    lens.shown = FRAME
    assert (look.frame(lens), lens.shown, look.stopped) == (None, None, True)


def test_the_next_look_is_not_stopped_by_the_last_ones_key() -> None:
    lens: Any = Lens()
    look = CameraLook()
    look.stop(lens)
    look.over()
    lens.shown = FRAME
    assert (look.frame(lens), look.stopped) == (FRAME, False)


def test_a_stop_where_no_camera_works_stops_no_later_one() -> None:
    look = CameraLook()
    look.stop(None)
    assert (look.stopped, look.frame(None)) == (False, None)
