"""`shubbak services import TABLE`: draft files from a table of services, one line of report for each row."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from shubbak.cli.service_files import say
from shubbak.cli.service_table import TableError, read_table
from shubbak.forms.drafts import SERVICE_ID, draft_of
from shubbak.forms.load import load_service
from shubbak.forms.load_pages import COUNTRIES
from shubbak.forms.source import ServiceFileError


def add_verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb `import`."""
    table = verbs.add_parser("import", help="make draft files from a table of services, .csv or .xlsx")
    table.add_argument("table", metavar="TABLE", type=Path)
    table.add_argument("--into", metavar="DIR", type=Path, default=Path("drafts"), help="drafts without it")
    table.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write a draft for each row and report it; return 1 where a row, or the whole table, gave none."""
    try:
        strangers, rows = read_table(arguments.table)
    except TableError as error:
        say(f"{arguments.table}: {error}", error=True)
        return 1
    except OSError as error:
        say(f"{arguments.table}: {error.strerror}", error=True)
        return 1
    for head in strangers:
        say(f'the column "{head[:60]}" is not read', error=True)
    seen: set[str] = set()
    today = datetime.now(UTC).date()
    refused = 0
    for number, row in rows:
        why = _refused(row.get("id", ""), seen)
        told = f"not drafted: {why}" if why else _drafted(row, today, arguments.into)
        refused += told.startswith("not ")
        say(f"row {number}: {told}")
    return 1 if refused or not rows else 0


def _refused(service_id: str, seen: set[str]) -> str:
    """Return why a row cannot have a draft, or ""."""
    if not SERVICE_ID.fullmatch(service_id) or len(service_id) > 80:
        return f'the id "{service_id[:80]}" is not of the form country.area.service'
    if service_id[:2].upper() not in COUNTRIES:
        return f'the id "{service_id}" begins with none of {", ".join(COUNTRIES).lower()}'
    if service_id in seen:
        return f'the id "{service_id}" stands twice'
    seen.add(service_id)
    return ""


def _drafted(row: dict[str, str], today: date, folder: Path) -> str:
    """Write one draft and say so; a file that is there stays as it is."""
    draft = draft_of(row, today)
    country, _, rest = draft.service_id.partition(".")
    into = folder / country / f"{rest.replace('.', '_')}.yaml"
    text = draft.text
    try:
        load_service(text, str(into))
        state = f"missing: {len(draft.missing)}"
    except ServiceFileError as error:
        text = "".join(f"# to be mended: {complaint.sentence}\n" for complaint in error.complaints) + text
        state = f"to be mended: {len(error.complaints)}, missing: {len(draft.missing)}"
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        with into.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return f"not drafted: {into} is there already"
    except OSError as error:
        return f"not drafted: {into}: {error.strerror}"
    return f"{into}, {state}"
