"""Everything that was ever tried to leave a kiosk, pressed at a real window under a desktop's window manager."""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kiosk_process import PATIENCE, KioskProcess

WIDTH, HEIGHT = 1080, 1920
_KEYS = """
alt+F4 ctrl+w ctrl+q Escape F11 F1 F10 Menu shift+F10 ctrl+o ctrl+p ctrl+n ctrl+t ctrl+s alt+Tab alt+space super super+l
super+r super+d ctrl+alt+Delete ctrl+alt+BackSpace ctrl+alt+t ctrl+Escape alt+Escape ctrl+shift+Escape ctrl+alt+F2 Print
alt+Print XF86HomePage XF86Mail XF86Calculator XF86Search XF86PowerOff XF86Sleep XF86WWW ctrl+alt+Left ctrl+shift+i
ctrl+u alt+f alt+Left F12 F5 ctrl+plus ctrl+c ctrl+v ctrl+x ctrl+a shift+Insert ctrl+shift+u Help Undo Insert Pause
Scroll_Lock shift+Escape
"""
KEYS = _KEYS.split()
_AT = "mousemove"
GESTURES = {
    "right click above": f"{_AT} 300 20 click 3",
    "right click in the middle": f"{_AT} 540 960 click 3",
    "long press": f"{_AT} 540 960 mousedown 1 sleep 1.2 mouseup 1",
    "tap at the top": f"{_AT} 20 60 click 1",
    "tap at the foot": f"{_AT} 540 1880 click 1",
    "double tap": f"{_AT} 20 60 click --repeat 2 1",
    "middle click": f"{_AT} 540 60 click 2",
    "corner taps": f"{_AT} 0 0 click 1 {_AT} {WIDTH - 1} {HEIGHT - 1} click 1 click 3",
    "wheel with Ctrl": "keydown ctrl click 4 click 4 keyup ctrl",
    "asked to close": "getactivewindow windowquit",
    "made small": "getactivewindow windowminimize",
    "drag from the edge": f"{_AT} 0 300 mousedown 1 {_AT} 800 300 mouseup 1",
}
TRICKS = {key: f"key --delay 0 {key}" for key in KEYS} | GESTURES


@contextmanager
def desktop() -> Iterator[str]:
    """A screen in memory of its own, with a window manager that obeys whoever sits there; yields its name."""
    ours, theirs = os.pipe()
    size = ["-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp", "-displayfd", str(theirs)]
    screen = subprocess.Popen(["Xvfb", *size], pass_fds=[theirs], stderr=subprocess.DEVNULL)
    os.close(theirs)
    with os.fdopen(ours) as told:
        display = ":" + told.readline().strip()
    environment = os.environ | {"DISPLAY": display}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    manager = subprocess.Popen(["openbox"], env=environment, **quiet)  # type: ignore[call-overload]
    try:
        yield display
    finally:
        for process in (manager, screen):
            process.terminate()
            process.wait(PATIENCE)


class Intruder:
    """Somebody with a keyboard and a mouse at the kiosk's screen, who looks after each deed whether it is still one."""

    def __init__(self, display: str, home: Path, *words: str) -> None:
        self._environment = os.environ | {"DISPLAY": display}
        screen = ("env", f"DISPLAY={display}", "QT_QPA_PLATFORM=xcb")
        self.kiosk = KioskProcess(home, "", "--hand", "--haste", "--full-screen", *words, before=screen)
        self.escapes: list[str] = []

    def do(self, name: str, deed: str) -> None:
        """Do one thing with xdotool's words, then look."""
        self.act(deed)
        self.look(name)

    def act(self, deed: str) -> None:
        """Do one thing; a deed for which there is no window any more does nothing."""
        with suppress(subprocess.CalledProcessError):
            command = ["xdotool", *deed.split()]
            subprocess.run(command, env=self._environment, capture_output=True, check=True, timeout=PATIENCE)

    def look(self, name: str) -> None:
        """Note an escape unless the kiosk is alive and its one window whole and in front, at once or after a moment."""
        deadline = time.monotonic() + 5
        whole = {"windows": 1, "full_screen": True, "active": True}
        while (seen := self.kiosk.order(window=True)) != whole:
            if time.monotonic() > deadline:
                self.escapes.append(f"{name}: {seen}")
                return
            time.sleep(0.05)

    def wander(self, count: int, seed: int, together: int = 1) -> None:
        """Do random things, `together` of them between two looks."""
        chance = random.Random(seed)
        for first in range(0, count, together):
            deeds = [self._random_deed(chance) for _ in range(min(together, count - first))]
            self.do(f"random {first}: {deeds}", " ".join(deeds))

    @staticmethod
    def _random_deed(chance: random.Random) -> str:
        if chance.random() < 0.5:
            return f"key --delay 0 {chance.choice(KEYS)}"
        place = f"{chance.randrange(WIDTH)} {chance.randrange(HEIGHT)}"
        return f"{_AT} {place} click --delay 0 {chance.choice((1, 1, 1, 2, 3))}"

    def leave(self) -> str:
        """Touch nothing for as long as a visit lives; returns the screen that stands then.

        A click that was still on its way to the window is a person who came back, and is waited for once more.
        """
        for _ in range(3):
            for silence in (95, 35, 65):
                state = self.kiosk.order(wait=silence)
            if state["screen"] == "attract":
                break
        return str(state["screen"])
