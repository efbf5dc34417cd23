"""What a scanned code is, told by the host of the address in it or by the shape of its text; the rules are data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from shubbak.domain.text import Text

#: identity: a digital identity's code. plan: a survey sketch's. parcel: a parcel's or plot's number.
CodeSort = Literal["identity", "plan", "parcel"]
SORTS: tuple[CodeSort, ...] = ("identity", "plan", "parcel")
_HOST = re.compile(r"https?://(?:[^/?#@\s]*@)?([a-z0-9.-]+)(?::\d+)?(?:[/?#].*)?", re.IGNORECASE | re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class CodeRule:
    """One kind of code. name: as people call it. country: where it is used, "" for everywhere.

    hosts: addresses on these hosts or below them; begins: texts that begin so; shape: texts that are so from end to
    end. categories: what kinds of services it may be about.
    """

    sort: CodeSort
    name: Text
    country: str = ""
    hosts: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    shape: re.Pattern[str] | None = None
    categories: tuple[str, ...] = ()

    def fits(self, untrusted_text: str) -> bool:
        """Whether a text is such a code; nothing is opened."""
        host = host_of(untrusted_text)
        if host and any(host == one or host.endswith(f".{one}") for one in self.hosts):
            return True
        if self.begins and untrusted_text.lower().startswith(self.begins):
            return True
        return self.shape is not None and self.shape.fullmatch(untrusted_text) is not None


def host_of(untrusted_text: str) -> str:
    """Return the host of a web address, "" for what is none."""
    found = _HOST.fullmatch(untrusted_text)
    return found[1].lower().rstrip(".") if found else ""


def read_code_rules(tree: object) -> tuple[CodeRule, ...]:
    """Return the rules of resources/codes.yaml; raises ValueError where it says something else."""
    if not isinstance(tree, list):
        raise ValueError("codes: a list is needed")
    return tuple(_rule(row) for row in tree)


def _rule(row: object) -> CodeRule:
    if not isinstance(row, Mapping) or row.get("sort") not in SORTS:
        raise ValueError(f"codes: {row!r}")
    unknown = set(row) - {"sort", "name", "country", "hosts", "begins", "shape", "categories", "verified"}
    name = row.get("name")
    if unknown or not isinstance(name, Mapping) or set(name) != {"ar", "en"}:
        raise ValueError(f"codes: {row!r}")
    rule = CodeRule(
        sort=row["sort"],
        name=Text(str(name["ar"]), str(name["en"])),
        country=str(row.get("country", "")),
        hosts=_words(row.get("hosts")),
        begins=_words(row.get("begins")),
        shape=_shape(str(row.get("shape", ""))),
        categories=_words(row.get("categories")),
    )
    if not (rule.hosts or rule.begins or rule.shape):
        raise ValueError(f"codes: {rule.name.en} fits nothing")
    return rule


def _shape(said: str) -> re.Pattern[str] | None:
    try:
        return re.compile(said, re.ASCII) if said else None
    except re.error as error:
        raise ValueError(f"codes: {said}: {error}") from error


def _words(said: object) -> tuple[str, ...]:
    if said is None:
        return ()
    if not isinstance(said, Sequence) or isinstance(said, str):
        raise ValueError("codes: a list of words is needed")
    return tuple(str(word) for word in said)
