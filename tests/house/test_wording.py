"""Every sentence stands in both languages, with the same values in it, and every problem has one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
import yaml
from house_tree import ROOT, files, modules, parsed, place, qml_files, report

from shubbak.domain.text import Text
from shubbak.resources import load_wording

ARABIC = re.compile(r"[\u0620-\u064a]")
LATIN = re.compile(r"[A-Za-z]")
KEBAB = re.compile(r"\b[a-z]+(?:-[a-z]+)+\b")
CODE_LIST = re.compile(r"`code`( is a problem code)?: (?P<codes>[^.]+)\.")


class OneKeyOnce(yaml.SafeLoader):
    """A loader that refuses a key written twice, where YAML lets the last one win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        keys = [key.value for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise AssertionError(f"{node.start_mark}: {twice} written twice")
        return super().construct_mapping(node, deep)


def sentences() -> dict[str, Text]:
    wording = load_wording()
    return {key: wording.text(key) for key in sorted(wording.keys())}


def values(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def bare(sentence: str) -> str:
    return re.sub(r"\{\w*\}", "", sentence)


@pytest.mark.parametrize("path", [p for p in files(ROOT / "resources") if p.suffix == ".yaml"], ids=lambda p: p.name)
def test_no_key_is_written_twice(path: Path) -> None:
    yaml.load(path.read_text(encoding="utf-8"), OneKeyOnce)


def test_every_sentence_names_the_same_values_in_both_languages() -> None:
    found = [key for key, text in sentences().items() if values(text.ar) != values(text.en) or "" in values(text.ar)]
    assert not found, report(found)


def test_every_sentence_is_written_in_its_own_letters() -> None:
    found = [
        f"{key}: {text.ar!r} / {text.en!r}"
        for key, text in sentences().items()
        # The same on both sides is a name that is not translated, such as a language's own.
        if text.ar != text.en and (not ARABIC.search(bare(text.ar)) or ARABIC.search(bare(text.en)))
        if LATIN.search(bare(text.en)) or not text.en.strip()
    ]
    assert not found, report(found)


def codes_in_calls() -> Iterator[tuple[str, str]]:
    """Yield place and code of every problem that the product can make: Problem("…"), Wrong("…"), …Error("…")."""
    for path in modules("shubbak", "kiosk", "office_client"):
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            if name not in ("Problem", "Wrong") and not name.endswith("Error"):
                continue
            arguments = node.args[:1] + [word.value for word in node.keywords if word.arg == "code"]
            for argument in arguments:
                for constant in ast.walk(argument):
                    if isinstance(constant, ast.Constant) and KEBAB.fullmatch(str(constant.value)):
                        yield place(path, node.lineno), str(constant.value)


def codes_in_promises() -> Iterator[tuple[str, str]]:
    """Yield place and code of every error that a port promises in its docstring."""
    for path in modules("shubbak/ports"):
        for node in ast.walk(parsed(path)):
            words = (ast.get_docstring(node) or "") if isinstance(node, ast.ClassDef) else ""
            for listed in CODE_LIST.finditer(re.sub(r"-\s+", "-", words)):
                yield from ((place(path, node.lineno), code) for code in KEBAB.findall(listed["codes"]))


def test_every_problem_has_its_sentence() -> None:
    known = sentences()
    made = [*codes_in_calls(), *codes_in_promises()]
    assert len(made) > 10
    missing = sorted({f"{code}  ({where})" for where, code in made if f"problem.{code}" not in known})
    assert not missing, report(missing)


def sentences_asked_for() -> Iterator[tuple[str, str]]:
    """Yield place and key of every sentence asked for by a written key, or by the written beginning of one."""
    for path in modules():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                key = getattr(node.args[0], "value", None)
                of_wording = node.func.attr in ("say", "text") and ast.unparse(node.func.value).endswith("wording")
                if of_wording and isinstance(key, str):
                    yield place(path, node.lineno), key
    for path in qml_files():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for key in re.findall(r'\bsay\("([^"]+)"', line.partition("//")[0]):
                yield place(path, number), key


def test_every_sentence_that_is_asked_for_exists() -> None:
    known = sentences()
    missing = sorted(
        f"{key}  ({where})"
        for where, key in sentences_asked_for()
        if not (any(each.startswith(key) for each in known) if key.endswith((".", "-", "_")) else key in known)
    )
    assert not missing, report(missing)


def test_no_key_is_one_of_yamls_words() -> None:
    """YAML reads the bare keys yes, no, on, off and null as values, and the sentence under them is lost."""
    found = [key for key in sentences() if re.search(r"\.(True|False|None)(\.|$)", key)]
    assert not found, report(found)
