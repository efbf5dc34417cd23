"""What a field of the kiosk hands over, as the raw text that the visit keeps, and raw text as a field takes it."""

from __future__ import annotations

from typing import Any

from shubbak.fields.record import read_raw, write_raw
from shubbak.fields.signature import strokes_of

Raw = str | tuple[str, ...]


def as_raw(kind: str, value: Any) -> Raw:
    """Return the raw answer for what the field of a kind gave: text, ids, parts, rows or strokes."""
    if isinstance(value, dict):
        parts = {str(part): str(text) for part, text in value.items()}
        return write_raw(parts) if any(text.strip() for text in parts.values()) else ""
    if not isinstance(value, list):
        return str(value)
    if kind == "group":
        rows = [{str(column): str(text) for column, text in row.items()} for row in value]
        return write_raw(rows) if rows else ""
    if kind == "signature":
        return ";".join(" ".join(f"{int(x)},{int(y)}" for x, y in stroke) for stroke in value if stroke)
    return tuple(str(one) for one in value)


def parts_of(raw: Raw) -> dict[str, str]:
    """Return the parts of a record as typed; {} where there is none."""
    return (read_raw(raw, dict[str, str]) if isinstance(raw, str) else None) or {}


def rows_of(raw: Raw) -> list[dict[str, str]]:
    """Return the rows of a group as typed; [] where there is none."""
    return (read_raw(raw, list[dict[str, str]]) if isinstance(raw, str) else None) or []


def as_value(kind: str, raw: Raw) -> Any:
    """Return what a question of this kind shows as its value: the counterpart of `as_raw`."""
    if isinstance(raw, tuple):
        return list(raw)
    if kind == "group":
        return rows_of(raw)
    if kind == "signature":
        return [[list(point) for point in stroke] for stroke in strokes_of(raw)]
    if kind == "register_choice":
        return raw.partition("|")[0]
    return raw
