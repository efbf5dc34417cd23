"""One file per kind of question: how an answer is read, checked, shown and hidden; kinds are found, not registered."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from shubbak.fields.kind import Kind


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by name: the `KIND` of each module of this package that has one."""
    found: dict[str, Kind] = {}
    for module in pkgutil.iter_modules(__path__):
        kind: Kind | None = getattr(importlib.import_module(f"{__name__}.{module.name}"), "KIND", None)
        if kind is not None:
            found[kind.name] = kind
    return MappingProxyType(found)
