"""Write the table of docs/licences.md from the metadata of what requirements.lock installed: `make licences`."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
BEGIN, END = "<!-- table: written by `make licences` -->\n", "<!-- end of table -->"
#: Where the metadata offers a choice or tells half of it: what was read and chosen.
READ_BY_HAND = {
    "fatoority": "(MIT OR Apache-2.0) AND LGPL-3.0-only",  # its library is compiled from the authority's rules
    "lxml": "BSD-3-Clause AND MIT AND LGPL-2.1-only",  # libxml2 and iconv inside its wheel
    "shapely": "BSD-3-Clause AND LGPL-2.1-only",  # GEOS inside its wheel
    "setuptools": "MIT AND LGPL-3.0-only",  # autocommand among the modules it carries
    "sqlcipher3": "Zlib AND BSD-3-Clause",  # its own licence file, and that of the SQLCipher it carries
    "pyside6-essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pyinstaller-hooks-contrib": "Apache-2.0 (hooks that run in the product), GPL-2.0-or-later (hooks that build it)",
}
SPDX = {
    "MIT License": "MIT",
    "BSD": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}


def normal(name: str) -> str:
    """Return a package's name as the lock writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, str]:
    """Return name and version of everything in requirements.lock."""
    pins = re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    return {normal(name): version for name, version in pins}


def needed(names: list[str]) -> set[str]:
    """Return the names and all that they need, extras that nobody asked for left out."""
    found: set[str] = set()
    waiting = [normal(re.split(r"[\[ <>=!~;]", name, maxsplit=1)[0]) for name in names]
    waiting += [f"{normal(name.partition('[')[0])}-binary" for name in names if "[binary]" in name]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            requires = distribution(name).requires or []
        except PackageNotFoundError:
            continue
        found.add(name)
        waiting += [
            normal(re.split(r"[\[ (<>=!~;]", need, maxsplit=1)[0]) for need in requires if "extra ==" not in need
        ]
    return found


def licence(name: str) -> str:
    """Return a package's licence by its own word: the SPDX expression, else the short field, else the classifiers."""
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    said = distribution(name).metadata
    classifiers = [line.split(" :: ")[-1] for line in said.get_all("Classifier", []) if line.startswith("License ::")]
    expression, field = ("".join(said.get_all(key, [])).strip() for key in ("License-Expression", "License"))
    short = field if "\n" not in field and len(field) < 60 else ""
    word = expression or short or (classifiers or ["unknown"])[-1]
    return SPDX.get(word, word)


def delivered() -> set[str]:
    """Return the packages that run in the product, as against those that build and test it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return needed(project["dependencies"])


def table() -> str:
    """Return the table: one line a package, whether it runs in the product, and its licence."""
    running = delivered()
    rows = [
        f"| {name} | {version} | {'product' if name in running else 'tool'} | {licence(name)} |\n"
        for name, version in locked().items()
    ]
    return "| package | version | part of | licence |\n| --- | --- | --- | --- |\n" + "".join(rows)


def page() -> str:
    """Return docs/licences.md with its table as it should be."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    return before + BEGIN + table() + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)}: {len(locked())} packages\n")
