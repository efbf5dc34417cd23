"""`shubbak services VERB`: what authors of service files need; each verb is a file `service_<verb>.py` here."""

from __future__ import annotations

import argparse
import importlib
import pkgutil

from shubbak import cli


def verb_modules() -> tuple[str, ...]:
    """Return the full names of the verbs' modules, found and not registered."""
    names = sorted(found.name for found in pkgutil.iter_modules(cli.__path__) if found.name.startswith("service_"))
    return tuple(f"{cli.__name__}.{name}" for name in names)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the `services` command with every verb in it."""
    parser = subparsers.add_parser("services", help="write, check, show and export service files")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    for name in verb_modules():
        add_verb = getattr(importlib.import_module(name), "add_verb", None)
        if add_verb is not None:
            add_verb(verbs)
