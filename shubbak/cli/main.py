"""The command line: `shubbak COMMAND`, each command one file `<name>_command.py` beside this one."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence

from shubbak import cli


def command_modules() -> tuple[str, ...]:
    """Return the full names of the command modules, found and not registered.

    A frozen build lists the same names as its hidden imports, and its own finder then answers this walk.
    """
    names = sorted(found.name for found in pkgutil.iter_modules(cli.__path__) if found.name.endswith("_command"))
    return tuple(f"{cli.__name__}.{name}" for name in names)


def build_parser(modules: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser with the commands of these modules; a command sets `run`, which takes the arguments and gives
    the exit status.
    """
    parser = argparse.ArgumentParser(
        prog="shubbak", description="The counter window of a city: kiosk, counter and portal."
    )
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in modules:
        importlib.import_module(name).add_parser(subparsers)
    return parser


def _asked(untrusted: Sequence[str]) -> tuple[str, ...]:
    """Return the module of the command that is asked for, all modules when it is none or help is wanted.

    The others stay unloaded: image, store and line libraries would cost every command the better part of a second.
    """
    spoken = {name.rpartition(".")[2].removesuffix("_command").replace("_", "-"): name for name in command_modules()}
    return (spoken[untrusted[0]],) if untrusted and untrusted[0] in spoken else tuple(spoken.values())


def main(untrusted: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 when it did what it was asked, 1 when not, 2 when it was asked wrongly."""
    words = sys.argv[1:] if untrusted is None else untrusted
    arguments = build_parser(_asked(words)).parse_args(words)
    try:
        return int(arguments.run(arguments))
    except BrokenPipeError:
        # `shubbak outbox | head` is no fault; a second complaint while closing would be.
        sys.stderr.close()
        return 1


if __name__ == "__main__":
    sys.exit(main())
