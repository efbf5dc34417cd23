"""A repeated group as its field in QML takes it: its columns, and each row in words while nobody writes in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kiosk.ui.raw_answer import rows_of
from shubbak.domain.problem import Problem
from shubbak.domain.text import isolate
from shubbak.fields.kind import whole_rule
from shubbak.forms.service import Field

if TYPE_CHECKING:
    from kiosk.ui.question_map import QuestionMaps


def group_extras(maps: QuestionMaps, field: Field, raw: str, problems: Sequence[Problem]) -> dict[str, Any]:
    """Return what only a group has; problems: those of the group and of its cells, told as `owners.0.share`."""
    rows = rows_of(raw)
    cells = {one.field.partition(".")[2]: maps.explain(one) for one in problems if "." in one.field}
    name = field.row.say(maps.language) if field.row else field.label.say(maps.language)
    return {
        "columns": [maps.asked(column) for column in field.fields],
        "rowName": name,
        "min": whole_rule(field, "min", 0),
        "max": whole_rule(field, "max", 10),
        "rows": [_row(maps, field, name, place, rows, cells) for place in range(len(rows))],
        "cellProblems": cells,
    }


def _row(
    maps: QuestionMaps, field: Field, name: str, place: int, rows: list[dict[str, str]], cells: dict[str, str]
) -> dict[str, Any]:
    # A row's name stands inside sentences elsewhere; here it begins one.
    called = name[:1].upper() + name[1:]
    number, count = isolate(str(place + 1)), isolate(str(len(rows)))
    said = [(column, maps.cell(column, rows[place].get(column.id, ""))) for column in field.fields]
    return {
        "title": maps.say("controls.row.title", row=called, place=number, count=count),
        "wrong": any(cell.startswith(f"{place}.") for cell in cells),
        # What may be left out and was takes no room.
        "lines": [
            {"label": column.label.say(maps.language), "text": text} for column, text in said if text or column.required
        ],
    }
