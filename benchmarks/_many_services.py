"""Three hundred services made of the shipped ones, for figures of a catalogue at its full size."""

from __future__ import annotations

import re

import msgspec
from _figures import ROOT

from shubbak.forms.catalogue import FORMAT, load_catalogue
from shubbak.forms.pieces import is_piece_file
from shubbak.wire.service_cards import card_to_wire
from shubbak.wire.station import Catalogue

SERVICES = 300
_SIGNS = re.compile(r" (==|!=|>=|<=|>|<|\+|\*|&&|\|\|) (?=\S)")


def shipped() -> dict[str, str]:
    """Return the shipped files by path, those of pieces among them."""
    folder = ROOT / "resources" / "services"
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.yaml"))}


def many_services() -> dict[str, str]:
    """Return 300 services and the shipped pieces by path: the shipped ones, then the same with other ids and names."""
    files = shipped()
    originals = [path for path in files if not is_piece_file(path)]
    for number in range(SERVICES - len(originals)):
        turn, place = divmod(number, len(originals))
        path = originals[place]
        files[path.replace(".yaml", f"_{turn + 2}.yaml")] = _another(files[path], turn + 2)
    return files


def few_services(count: int) -> dict[str, str]:
    """Return a service that names no other, so many times, by path."""
    path = "kw/violation_report.yaml"
    text = shipped()[path]
    return {f"kw/report_{turn}.yaml": _another(text, turn) for turn in range(1, count + 1)}


def catalogue_text() -> str:
    """Return the catalogue of 300 services as the portal publishes it."""
    files = many_services()
    catalogue = load_catalogue(files, 1)
    return msgspec.json.encode(Catalogue(1, files, FORMAT, [card_to_wire(card) for card in catalogue.cards])).decode()


def _another(text: str, turn: int) -> str:
    """Return a service file with its own id and name; none of its conditions is spelt like the original's."""
    found = re.search(r"^id: (\S+)$", text, re.MULTILINE)
    if found is None:
        raise ValueError(text[:80])
    own = re.escape(found[1])
    text = re.sub(rf"(?<![\w.]){own}(?![\w.])", f"{found[1]}_{turn}", text)
    text = re.sub(r'^(name: \{ar: ".*?)(", en: ".*?)("\})$', rf"\1 {turn}\2 {turn}\3", text, flags=re.MULTILINE)
    return _SIGNS.sub(lambda sign: f" {sign[1]}{' ' * turn}", text)
