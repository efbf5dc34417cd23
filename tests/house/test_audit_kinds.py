"""Every kind of event that the product notes has its name and its sentences, and no sentence is left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from house_tree import modules, parsed, place, report

from shubbak.domain.payment import PaymentState
from shubbak.resources import load_wording
from shubbak.services.audit import AuditKind

KEBAB = re.compile(r"[a-z]+(?:-[a-z]+)+")
NAMES = {kind.value for kind in AuditKind}


def constants(module: ast.Module) -> dict[str, str]:
    """Return a module's own texts by name."""
    return {
        node.targets[0].id: str(node.value.value)
        for node in module.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }


def kinds_noted() -> Iterator[tuple[str, str]]:
    """Yield place and text of every kind that is written out in a call of `note` or `_note`."""
    for path in modules():
        named = constants(parsed(path))
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            if name not in ("note", "_note"):
                continue
            for argument in node.args[:2]:  # a store's own verb has its connection first
                text = getattr(argument, "value", None) or named.get(getattr(argument, "id", ""))
                if isinstance(text, str):
                    yield place(path, node.lineno), text


def test_every_kind_has_its_sentences_and_every_sentence_its_kind() -> None:
    said = {key.removeprefix("audit.kind.") for key in sorted(load_wording().keys()) if key.startswith("audit.kind.")}
    assert said == NAMES, report(sorted(said ^ NAMES))


def test_every_kind_that_is_noted_is_one_of_the_names() -> None:
    found = list(kinds_noted())
    assert len(found) > 8
    unknown = sorted(f"{kind}  ({where})" for where, kind in found if KEBAB.fullmatch(kind) and kind not in NAMES)
    assert not unknown, report(unknown)


def test_every_state_of_a_payment_is_a_kind() -> None:
    assert {f"payment-{state.value}" for state in PaymentState} <= NAMES
