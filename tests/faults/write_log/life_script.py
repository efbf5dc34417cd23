"""The life whose writes are recorded; run by recording.py with wlog.so loaded.

python life_script.py VISITS [SYNCHRONOUS] lives in WLOG_DIR; python life_script.py open opens the file that is there.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from station_life import StationLife, open_store

from shubbak.adapters.store.station_store import SqliteStationStore


def say(line: str) -> None:
    ctypes.CDLL(None).wlog_mark(line.encode())


def set_up(store: SqliteStationStore, synchronous: list[str]) -> None:
    """Let checkpoints come often, or a short life would see none; and be less careful than the product if told so."""
    with store.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        for pragma in ("wal_autocheckpoint=25", *(f"synchronous={mode}" for mode in synchronous)):
            driver.execute(f"PRAGMA {pragma}").close()


def main(folder: Path) -> None:
    if sys.argv[1] == "open":
        open_store(folder).close()
        return say("migrated")
    life = StationLife(folder, folder.parent, say)
    set_up(life.store, sys.argv[2:])
    life.live(int(sys.argv[1]))
    # Not closed: a power cut does not close anything either.
    return None


if __name__ == "__main__":
    main(Path(os.environ["WLOG_DIR"]))
    os._exit(0)
