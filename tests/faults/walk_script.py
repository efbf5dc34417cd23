"""The life that is walked through: python walk_script.py FOLDER; one person, one packet sent, everything said.

Promises and errors are appended to FOLDER/../said, which no injection touches.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from station_life import StationLife

from shubbak.ports.store import StoreError


def main(folder: Path) -> None:
    said = os.open(folder.parent / "said", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)

    def say(line: str) -> None:
        os.write(said, line.encode() + b"\n")

    try:
        life = StationLife(folder, folder.parent, say, lines=("",), clean_money=True)
    except StoreError as error:
        return say(f"error opening {error.code}")
    for verb in (life.wake, life.visit, life.send, life.visit, life.send):
        try:
            verb()
        except StoreError as error:
            say(f"error {verb.__name__} {error.code}")
    life.store.close()
    return say("end")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
