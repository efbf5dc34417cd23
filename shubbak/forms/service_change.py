"""One change of a service: a code, whose sentence stands in the wording, and the words that the sentence names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shubbak.domain.text import Text, isolate


@dataclass(frozen=True, slots=True)
class Change:
    """One change; its sentence is `differences.<code>`."""

    code: str
    params: Mapping[str, Text] = field(default_factory=dict)


def said(value: int | str) -> Text:
    """Return a number or a code for both languages, upright inside Arabic."""
    return Text(isolate(str(value)), isolate(str(value)))
