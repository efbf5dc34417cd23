"""What the commands of a station share: its store, opened for one deed, and a complaint in both languages."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from shubbak import resources
from shubbak.adapters.system.station_home import station_home
from shubbak.domain.text import Language
from shubbak.ports.store import StoreError
from shubbak.station.store_door import open_store

if TYPE_CHECKING:
    from shubbak.adapters.store.station_store import SqliteStationStore


def with_store(named_home: str, act: Callable[[SqliteStationStore], int], not_done: int = 1) -> int:
    """Open a station's store, do something with it and return what that returned; `not_done` where there is no store or
    it fails, which is said.
    """
    home = station_home(named_home)
    if not home.store.exists():
        return complain("outbox.no_station", not_done, folder=str(home.folder))
    try:
        store = open_store(home)
        try:
            return act(store)
        finally:
            store.close()
    except StoreError as error:
        return complain(f"problem.{error.code}", not_done)


def complain(key: str, code: int = 1, **params: str) -> int:
    """Print a sentence in both languages on standard error, and return `code` to exit with."""
    wording = resources.load_wording()
    for language in (Language.EN, Language.AR):
        print(wording.say(key, language, **params), file=sys.stderr)
    return code
