"""Where the shipped data lies: services, sentences, theme, fonts and icons; the only file that knows the folder."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import yaml

from shubbak.domain.code_rule import CodeRule, read_code_rules
from shubbak.domain.document_kind import DocumentKinds, read_document_kinds
from shubbak.domain.leaflet_form import LeafletForm, read_leaflet_form
from shubbak.domain.output_form import OutputForm, read_output_form
from shubbak.domain.paper_template import PaperTemplate
from shubbak.domain.retention import RetentionTable, read_retention
from shubbak.domain.text import Text
from shubbak.domain.wording import Wording

# libyaml reads the sentences ten times as fast; the wheel has it, a build from source may not.
_SAFE_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def root() -> Path:
    """Return the resources folder, also inside a frozen build."""
    frozen = getattr(sys, "_MEIPASS", None)
    return (Path(frozen) if frozen else Path(__file__).resolve().parent.parent) / "resources"


@cache
def load_wording() -> Wording:
    """Read every `resources/i18n/*.yaml`, once a process; the papers' own sentences when a paper is first set.

    Keys nest and their leaves are `{ar: …, en: …}`; they are joined with points behind the file's name.
    """
    sentences: dict[str, Text] = {}
    for path in sorted((root() / "i18n").glob("*.yaml")):
        tree = yaml.load(path.read_text(encoding="utf-8"), _SAFE_LOADER)  # noqa: S506 - both are safe loaders
        _flatten(path.stem, tree, sentences)
    return Wording(sentences, load_papers)


@cache
def load_papers() -> tuple[PaperTemplate, ...]:
    """Read every `resources/receipts/<kind>.<language>.yaml`, once a process; raises ServiceFileError."""
    from shubbak.forms.load_paper import load_shipped  # no screen is set from a template

    paths = sorted((root() / "receipts").glob("*.yaml"))
    return tuple(load_shipped(path.read_text(encoding="utf-8"), path.name) for path in paths)


@cache
def load_retention() -> RetentionTable:
    """Read `resources/retention.yaml`, once a process; raises ValueError."""
    tree = yaml.load((root() / "retention.yaml").read_text(encoding="utf-8"), _SAFE_LOADER)  # noqa: S506 - both are safe
    return read_retention(tree)


@cache
def load_document_kinds() -> DocumentKinds:
    """Read `resources/documents/kinds.yaml`, once a process; raises ValueError."""
    text = (root() / "documents" / "kinds.yaml").read_text(encoding="utf-8")
    return read_document_kinds(yaml.load(text, _SAFE_LOADER))  # noqa: S506 - both are safe loaders


@cache
def load_output_form(kind: str) -> OutputForm:
    """Read `resources/outputs/<kind>.yaml`, once a process; raises KeyError where none is printed, ValueError."""
    forms = {path.stem: path for path in (root() / "outputs").glob("*.yaml")}
    return read_output_form(yaml.load(forms[kind].read_text(encoding="utf-8"), _SAFE_LOADER))  # noqa: S506 - safe


@cache
def load_leaflet_form() -> LeafletForm:
    """Read `resources/outputs/leaflet.yaml`, once a process; raises ValueError."""
    text = (root() / "outputs" / "leaflet.yaml").read_text(encoding="utf-8")
    return read_leaflet_form(yaml.load(text, _SAFE_LOADER))  # noqa: S506 - both are safe loaders


@cache
def load_code_rules() -> tuple[CodeRule, ...]:
    """Read `resources/codes.yaml`, once a process; raises ValueError."""
    tree = yaml.load((root() / "codes.yaml").read_text(encoding="utf-8"), _SAFE_LOADER)  # noqa: S506 - both are safe
    return read_code_rules(tree)


def _flatten(prefix: str, node: object, into: dict[str, Text]) -> None:
    if not isinstance(node, dict):
        raise ValueError(f"{prefix}: a sentence needs both languages")
    if set(node) == {"ar", "en"}:
        into[prefix] = Text(str(node["ar"]), str(node["en"]))
        return
    for key, child in node.items():
        _flatten(f"{prefix}.{key}", child, into)
