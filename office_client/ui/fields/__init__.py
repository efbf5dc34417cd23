"""How each kind of question is answered at a desk: one file a kind; widgets are found, not registered."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

from office_client.ui.fields.answer_widget import AnswerWidget
from office_client.ui.office_wording import OfficeWording
from shubbak.forms.service import Field

MakesWidget: TypeAlias = Callable[[Field, OfficeWording], AnswerWidget]


@cache
def widgets() -> Mapping[str, MakesWidget]:
    """Return the widget of every kind by its name: the `WIDGET` of the module that is called as the kind is."""
    found: dict[str, MakesWidget] = {}
    for module in pkgutil.iter_modules(__path__):
        widget: MakesWidget | None = getattr(importlib.import_module(f"{__name__}.{module.name}"), "WIDGET", None)
        if widget is not None:
            found[module.name] = widget
    return MappingProxyType(found)
