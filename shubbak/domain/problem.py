"""A wrong answer as a value: a stable code, where it belongs, and what the sentence about it needs."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    code: kebab-case and stable; its sentences stand in `resources/i18n/problem.yaml` under the same key.
    field: the id of the question or document it belongs to, or "" for the whole step.
    params: values that the sentence names, already shown as text and never private.
    """

    code: str
    field: str = ""
    params: Mapping[str, str] = dataclasses.field(default_factory=dict)
