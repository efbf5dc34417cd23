"""`shubbak services schema`: writes what editors complete and check service files by."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from shubbak.cli.service_files import say
from shubbak.forms.schema import service_schema
from shubbak.resources import root


def add_verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb `schema`."""
    schema = verbs.add_parser("schema", help="write the JSON Schema by which editors complete service files")
    schema.add_argument("--into", metavar="FILE", type=Path, default=root() / "services" / "service.schema.json")
    schema.add_argument("--check", action="store_true", help="write nothing; end with 1 where the file is out of date")
    schema.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the schema, or compare it with what is there; return 1 where they differ or nothing can be written."""
    into: Path = arguments.into
    text = schema_text()
    try:
        if arguments.check:
            if into.is_file() and into.read_text(encoding="utf-8") == text:
                return 0
            say(f"{into} is out of date: run `shubbak services schema`", error=True)
            return 1
        into.write_text(text, encoding="utf-8")
    except OSError as error:
        say(f"{into}: {error.strerror}", error=True)
        return 1
    say(str(into))
    return 0


def schema_text() -> str:
    """Return the schema as it is written."""
    return json.dumps(service_schema(), ensure_ascii=False, indent=1) + "\n"
