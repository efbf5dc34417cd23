"""A receipt's sheet as the station keeps it for its first print and for copies: it names no person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

import msgspec

from shubbak.domain.text import Language
from shubbak.ports.renderer import Code, Part, Sheet

_FORMAT = 1
#: Parts by the name that they are kept under. A part that is renamed, or gets a field without a default, needs a
#: further format: older papers still have to be read.
_KINDS: dict[str, type] = {kind.__name__.lower(): kind for kind in get_args(Part)}


def write_sheet(sheet: Sheet, with_code: Sheet | None = None) -> bytes:
    """Return an original's sheet, without any mark, as bytes.

    with_code: the same paper for the time when a code that is still to come is there, that code's text empty. An
    earlier release reads the first of the two.
    """
    kept: dict[str, Any] = {"format": _FORMAT, "language": sheet.language.value, "parts": _plains(sheet)}
    if with_code is not None:
        kept["with_code"] = _plains(with_code)
    return msgspec.json.encode(kept)


def read_sheet(body: bytes, code_of: Callable[[], str] = str) -> Sheet:
    """Return a sheet that was kept; raises ValueError("paper-unreadable") for what is none of this release's or an
    earlier one's.

    code_of: the code that came since, "" for none yet; asked only where the sheet was kept for one.
    """
    try:
        tree = msgspec.json.decode(body)
        if tree["format"] != _FORMAT:
            raise ValueError("paper-unreadable")
        code_text = code_of() if "with_code" in tree else ""
        parts = tuple(_part(each) for each in tree["with_code" if code_text else "parts"])
        return Sheet(Language(tree["language"]), tuple(_filled(part, code_text) for part in parts))
    except (msgspec.DecodeError, LookupError, TypeError) as error:
        raise ValueError("paper-unreadable") from error


def _filled(part: Part, code_text: str) -> Part:
    return replace(part, text=code_text) if code_text and isinstance(part, Code) and not part.text else part


def _plains(sheet: Sheet) -> list[dict[str, Any]]:
    return [_plain(part) for part in sheet.parts]


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
