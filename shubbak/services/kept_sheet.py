"""A receipt's sheet as the station keeps it for its first print and for copies: it names no person."""

from __future__ import annotations

from typing import Any, get_args

import msgspec

from shubbak.domain.text import Language
from shubbak.ports.renderer import Part, Sheet

_FORMAT = 1
#: Parts by the name that they are kept under. A part that is renamed, or gets a field without a default, needs a
#: further format: older papers still have to be read.
_KINDS: dict[str, type] = {kind.__name__.lower(): kind for kind in get_args(Part)}


def write_sheet(sheet: Sheet) -> bytes:
    """Return an original's sheet, without any mark, as bytes."""
    parts = [_plain(part) for part in sheet.parts]
    return msgspec.json.encode({"format": _FORMAT, "language": sheet.language.value, "parts": parts})


def read_sheet(body: bytes) -> Sheet:
    """Return a sheet that was kept; raises ValueError("paper-unreadable") for what is none of this release's
    or an earlier one's.
    """
    try:
        tree = msgspec.json.decode(body)
        if tree["format"] != _FORMAT:
            raise ValueError("paper-unreadable")
        return Sheet(Language(tree["language"]), tuple(_part(each) for each in tree["parts"]))
    except (msgspec.DecodeError, LookupError, TypeError) as error:
        raise ValueError("paper-unreadable") from error


def _plain(part: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"kind": type(part).__name__.lower()}
    for name in part.__dataclass_fields__:
        value = getattr(part, name)
        plain[name] = [_plain(each) for each in value] if name == "parts" else msgspec.to_builtins(value)
    return plain


def _part(plain: dict[str, Any]) -> Part:
    kind = _KINDS[plain["kind"]]
    values = {name: value for name, value in plain.items() if name not in ("kind", "parts")}
    if "parts" not in plain:
        return msgspec.convert(values, kind)
    inner: Part = kind(parts=tuple(_part(each) for each in plain["parts"]), **values)
    return inner
