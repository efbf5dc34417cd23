"""Several rows of the same columns, such as heirs, owners, workers or wells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from shubbak.domain.application import Answer, Plain
from shubbak.domain.text import Language, isolate
from shubbak.fields import kinds
from shubbak.fields.kind import FactType, Keyboard, Limit, Question, RuleType, Wrong, whole, whole_rule
from shubbak.fields.record import read_raw, together, write_raw

#: The kinds that a column may be of: those that fit one cell of a table.
COLUMNS = (
    "text",
    "arabic_name",
    "number",
    "money",
    "date",
    "phone",
    "national_id",
    "registration_number",
    "choice",
    "yes_no",
)
#: Rows that a group may have, whatever its file says.
_USUAL_ROWS, MOST_ROWS = 10, 100
_JOINTS = {Language.AR: "، ", Language.EN: ", "}


class GroupKind:
    """From `min` (0; 1 where required) to `max` (10) rows; a private column is masked.

    A row that says no more than a blank one (a no, a nought) is no row: on its way to the portal it would be lost.
    """

    name = "group"
    asks = True
    fact_type: FactType = "rows"
    keyboard: Keyboard = "none"
    empty: tuple[Mapping[str, Plain], ...] = ()
    rules: Mapping[str, RuleType] = {"min": "whole", "max": "whole"}
    limits: Mapping[str, Limit] = {"min": Limit(0, MOST_ROWS, 0), "max": Limit(1, MOST_ROWS, _USUAL_ROWS)}

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        given = read_raw(untrusted_raw, list[dict[str, str]])
        columns = {column.id for column in field.fields}
        if given is None or any(set(row) - columns for row in given):
            return Wrong("answer-shape")
        rows = [(place, row) for place, row in enumerate(given) if any(text.strip() for text in row.values())]
        if not rows:
            return Wrong("answer-required") if field.required else self.empty
        least, most = whole_rule(field, "min", 0), min(whole_rule(field, "max", _USUAL_ROWS), MOST_ROWS)
        if len(rows) > most:
            return Wrong("answer-rows-many", {"max": isolate(str(most))})
        cells = [{column.id: _cell(column, place, row) for column in field.fields} for place, row in rows]
        wrong = [cell for row in cells for cell in row.values() if isinstance(cell, Wrong)]
        if wrong:
            return together(wrong)
        said = [row for row in cells if any(_cell_written(column, row[column.id]) for column in field.fields)]
        if not said:
            return Wrong("answer-required") if field.required else self.empty
        if len(said) < least:
            return Wrong("answer-rows-few", {"min": isolate(str(least))})
        return tuple({name: cell for name, cell in row.items() if isinstance(cell, str | int)} for row in said)

    def write(self, field: Question, answer: Answer) -> str:
        return write_raw([_written(field, row) for row in _rows(answer)]) if answer else ""

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        return "\n".join(_said(field, row, language) for row in _rows(answer))

    def redact(self, answer: Answer) -> str:
        return "•••"


def _rows(answer: Answer) -> list[Mapping[str, Plain]]:
    return [row for row in answer if isinstance(row, Mapping)] if isinstance(answer, tuple) else []


def _cell(column: Question, place: int, row: Mapping[str, str]) -> Answer | Wrong:
    found = kinds()[column.kind].parse(column, row.get(column.id, ""))
    return replace(found, part=f"{place}.{column.id}") if isinstance(found, Wrong) else found


def _written(field: Question, row: Mapping[str, Plain]) -> dict[str, str]:
    """Return a row as it would be typed; a cell of a name that is no column stays, so that reading refuses it."""
    columns = {column.id: column for column in field.fields}
    return {name: _cell_written(columns[name], cell) if name in columns else "?" for name, cell in row.items()}


def _cell_written(column: Question, cell: Answer | Wrong) -> str:
    kind = kinds()[column.kind]
    left_out = not column.required and cell == kind.empty
    return "" if isinstance(cell, Wrong) or left_out or not whole(kind, cell) else kind.write(column, cell)


def _said(field: Question, row: Mapping[str, Plain], language: Language) -> str:
    said = [
        (column.label.say(language), _cell_said(column, row[column.id], language))
        for column in field.fields
        if row.get(column.id, "") != "" or column.kind == "yes_no"
    ]
    first, rest = said[:1], said[1:]
    return _JOINTS[language].join([*(text for _, text in first), *(f"{label}: {text}" for label, text in rest)])


def _cell_said(column: Question, cell: Plain, language: Language) -> str:
    kind = kinds()[column.kind]
    return kind.redact(cell) if column.private else kind.show(column, cell, language)


KIND = GroupKind()
