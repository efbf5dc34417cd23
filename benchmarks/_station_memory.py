"""A process with a catalogue, as a station has; prints the KiB it holds: _station_memory.py FILE none|open|whole."""

from __future__ import annotations

import gc
import resource
import sys
from pathlib import Path

import msgspec
from _figures import ROOT

from shubbak.forms.catalogue import open_catalogue
from shubbak.wire.service_cards import card_from_wire
from shubbak.wire.station import Catalogue

assert ROOT.is_dir()  # whose place _figures has made known to what is imported above
kept, how = Path(sys.argv[1]), sys.argv[2]
held: list[object] = []
if how != "none":
    text = msgspec.json.decode(kept.read_bytes(), type=Catalogue)
    catalogue = open_catalogue(text.files, text.version, tuple(card_from_wire(card) for card in text.cards))
    del text
    held.append(catalogue)
    if how == "whole":
        held += [catalogue.services[name] for name in catalogue.services]
gc.collect()
pages = int(Path("/proc/self/statm").read_text().split()[1])
print(pages * resource.getpagesize() // 1024)
